using Checkout.Local.Run.Screen;

namespace Checkout.Local.Tests.Run.Screen;

public sealed class LogLineTests
{
    [Fact]
    public void A_JSON_entry_is_made_readable()
    {
        var line = LogLine.Parse(
            """{"Timestamp":"2026-11-21T14:03:22.123Z","EventId":0,"LogLevel":"Warning","Category":"C","Message":"late","State":{}}""");

        line.ShouldBe(new LogLine(new DateTimeOffset(2026, 11, 21, 14, 3, 22, 123, TimeSpan.Zero), "warn", "late"));
        line.IsNotable.ShouldBeTrue();
    }

    [Fact]
    public void An_exception_follows_its_message() =>
        LogLine.Parse("""{"LogLevel":"Error","Message":"broke","Exception":"System.Exception: why\n   at Place"}""")
            .ShouldBe(new LogLine(null, "fail", "broke\nSystem.Exception: why\n   at Place"));

    [Theory]
    [InlineData("Unhandled exception. System.Exception")]
    [InlineData("{ not json")]
    [InlineData("""{"Message":"without level"}""")]
    [InlineData("")]
    public void Any_other_line_stays_as_it_is(string text) => LogLine.Parse(text).ShouldBe(new LogLine(null, string.Empty, text));

    [Fact]
    public void Information_is_not_notable() =>
        LogLine.Parse("""{"LogLevel":"Information","Message":"started"}""").IsNotable.ShouldBeFalse();
}

using Checkout.Contracts.Operations;

namespace Checkout.Services.Tests.Contracts;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_repeats_itself_is_counted_with_its_first_and_last_time()
    {
        var timeline = Repeat(times: 3);
        timeline.ShouldHaveSingleItem().ShouldBe(Entry(0) with { Times = 3, LastAt = Start.AddMinutes(2) });
    }

    [Fact]
    public void A_change_begins_a_new_line()
    {
        var timeline = Repeat(times: 2).With(Entry(2) with { Outcome = "Captured" }).With(Entry(3));
        timeline.Select(line => (line.Outcome, line.Times)).ShouldBe([("Unknown", 2), ("Captured", 1), ("Unknown", 1)]);
    }

    [Fact]
    public void A_long_one_keeps_its_beginning_and_its_end()
    {
        IReadOnlyList<TimelineEntry> timeline = [];
        for (var i = 0; i < 1_000; i++)
        {
            timeline = timeline.With(Entry(i) with { Number = i });
        }

        timeline.Count.ShouldBe(Timeline.Limit);
        timeline[0].Number.ShouldBe(0);
        timeline[^1].Number.ShouldBe(999);
    }

    private static IReadOnlyList<TimelineEntry> Repeat(int times) => Enumerable.Range(0, times)
        .Aggregate((IReadOnlyList<TimelineEntry>)[], (timeline, minute) => timeline.With(Entry(minute)));

    private static TimelineEntry Entry(int minute) => new(Start.AddMinutes(minute), "inquire", "Unknown", "stripe", 1, "PSP_TIMEOUT");
}

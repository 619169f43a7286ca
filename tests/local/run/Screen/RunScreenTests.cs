using Checkout.Local.Run;
using Checkout.Local.Run.Screen;
using Spectre.Console;

namespace Checkout.Local.Tests.Run.Screen;

public sealed class RunScreenTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 14, 3, 22, 7, TimeSpan.Zero);

    private readonly StringWriter output = new();
    private readonly RunScreen screen;

    public RunScreenTests() => screen = new RunScreen(
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }), TimeProvider.System);

    public void Dispose() => output.Dispose();

    [Fact]
    public void Log_entries_stand_in_columns()
    {
        screen.Introduce(["api", "payments"]);

        screen.Log("api", new LogLine(At, "info", "[begins]"));
        screen.Log("payments", new LogLine(At, "fail", "broke\nat Place\n"));

        Written.ShouldBe(
        [
            "14:03:22.007 api      | info [begins]",
            "14:03:22.007 payments | fail broke",
            "                             at Place",
        ]);
    }

    [Fact]
    public void An_entry_of_any_length_stays_on_one_line()
    {
        var message = string.Join(' ', Enumerable.Repeat("word", 500));

        screen.Log("api", new LogLine(At, "info", message));

        Written.ShouldBe([$"14:03:22.007 api | info {message}"]);
    }

    [Fact]
    public void An_app_cannot_steer_the_terminal()
    {
        screen.Log("api", new LogLine(At, "info", "\u001b[2Jgone"));

        Written.ShouldBe(["14:03:22.007 api | info \u00b7[2Jgone"]);
    }

    [Fact]
    public void A_problem_is_one_line_what_and_one_line_what_to_do()
    {
        screen.Show([new Problem("Port 1 is in use.", "Stop it with 'kill 2'.")]);

        Written.ShouldBe(["error: Port 1 is in use.", "       Stop it with 'kill 2'."]);
    }

    private string[] Written => output.ToString().TrimEnd('\n').Split('\n');
}

using System.Globalization;
using Spectre.Console;

namespace Checkout.Local.Run.Screen;

/// <summary>
/// Everything that people see, one writer at a time. Colours only on a terminal; lines are never broken by us, so that commands can be
/// copied and redirected output stays one entry a line.
/// </summary>
internal sealed class RunScreen
{
    private const int Unbroken = 10_000;
    private const string LeaveTerminalAsFound = "\u001b[0m\u001b[?25h";

    private static readonly string[] Colours = ["aqua", "green", "fuchsia", "yellow", "blue", "olive", "teal", "purple"];

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> colours = new(StringComparer.Ordinal);
    private readonly IAnsiConsole console;
    private readonly TimeProvider time;
    private int prefixWidth;

    /// <summary>Shows on a console.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="time">Clock for lines that bear no time of their own.</param>
    public RunScreen(IAnsiConsole console, TimeProvider time)
    {
        console.Profile.Width = Unbroken;
        this.console = console;
        this.time = time;
    }

    /// <summary>The process's own console: colours on a terminal, plain text where output is redirected.</summary>
    /// <param name="time">Clock for lines that bear no time of their own.</param>
    public static RunScreen OfProcess(TimeProvider time) => new(
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect }), time);

    /// <summary>Gives each source of log lines its colour, and all the same width.</summary>
    /// <param name="sources">App IDs and the like.</param>
    public void Introduce(IEnumerable<string> sources)
    {
        foreach (var source in sources)
        {
            colours[source] = Colours[colours.Count % Colours.Length];
            prefixWidth = Math.Max(prefixWidth, source.Length);
        }
    }

    /// <summary>Writes a line of Spectre markup.</summary>
    /// <param name="markup">Text from elsewhere must be escaped.</param>
    public void Line(string markup) => Write(() => console.MarkupLine(markup));

    /// <summary>Writes a table or the like.</summary>
    public void Show(Spectre.Console.Rendering.IRenderable content) => Write(() =>
    {
        console.Write(content);
        console.WriteLine();
    });

    /// <summary>Writes a remark on something that has no effect here.</summary>
    public void Notice(string text) => Line($"[yellow]note:[/] {Markup.Escape(text)}");

    /// <summary>Writes what is wrong and what to do about it.</summary>
    public void Show(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            Line($"[red]error:[/] {Markup.Escape(problem.What)}\n       {Markup.Escape(problem.Remedy)}");
        }
    }

    /// <summary>Writes a log entry with its source before it.</summary>
    /// <param name="source">The app ID.</param>
    /// <param name="line">The entry.</param>
    public void Log(string source, LogLine line)
    {
        var at = (line.Time ?? time.GetUtcNow()).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var prefix = source.PadRight(prefixWidth);
        var level = line.Level.PadRight(4);
        var indent = new string(' ', at.Length + prefix.Length + level.Length + 5);
        var message = Printable(line.Message).ReplaceLineEndings("\n").TrimEnd('\n').Replace("\n", "\n" + indent, StringComparison.Ordinal);
        var colour = colours.GetValueOrDefault(source, "silver");
        Line($"[grey]{at}[/] [{colour}]{Markup.Escape(prefix)} |[/] [{ColourOf(line.Level)}]{level}[/] {Markup.Escape(message)}");
    }

    /// <summary>Gives the terminal back as it was found.</summary>
    public void Restore()
    {
        if (console.Profile.Capabilities.Ansi)
        {
            Write(() => console.Profile.Out.Writer.Write(LeaveTerminalAsFound));
        }
    }

    private static string ColourOf(string level) => level switch
    {
        "warn" => "yellow",
        "fail" or "crit" => "red",
        _ => "grey",
    };

    // An app's output must not steer the terminal.
    private static string Printable(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(character => IsControl(character) ? '\u00b7' : character)) : text;

    private static bool IsControl(char character) => char.IsControl(character) && character is not ('\n' or '\r' or '\t');

    private void Write(Action action)
    {
        lock (gate)
        {
            try
            {
                action();
            }
            catch (IOException)
            {
                // The terminal is gone; what runs is still to be ended in order.
            }
        }
    }
}

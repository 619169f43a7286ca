using System.Runtime.InteropServices;
using Spectre.Console;

namespace Checkout.Bench;

/// <summary>Prints a table of measurements under a line that describes the machine.</summary>
internal static class Report
{
    // A table that wraps cannot be read; a line that is too long for the window can.
    private const int Width = 280;

    public static void Print(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        var table = new Table().MarkdownBorder();
        table.AddColumns([.. columns]);
        foreach (var row in rows)
        {
            table.AddRow([.. row]);
        }

        AnsiConsole.WriteLine($"{title}: {Machine()}");
        AnsiConsole.Write(table);
    }

    private static string Machine()
    {
        const double GiB = 1 << 30;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB;
        return $"{Environment.ProcessorCount} cores, {memory:F0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }
}

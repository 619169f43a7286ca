using System.Globalization;

namespace Checkout.Local.Run.Apps;

/// <summary>What <c>/proc</c> says about one running process (proc(5)).</summary>
/// <param name="Identity">The process; its start is the boot id and the clock ticks since boot, which no clock adjustment changes.</param>
/// <param name="Parent">Id of its parent.</param>
/// <param name="Name">Name of its program.</param>
internal sealed record LinuxProcess(ProcessIdentity Identity, int Parent, string Name)
{
    // Fields of /proc/{pid}/stat that follow the name, counted from the state.
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int StartField = 19;

    private static readonly string BootId = ReadOrNull("/proc/sys/kernel/random/boot_id")?.Trim() ?? string.Empty;

    /// <summary>Reads one process.</summary>
    /// <param name="pid">Process id.</param>
    /// <returns>Null when it does not run.</returns>
    public static LinuxProcess? Read(int pid)
    {
        if (ReadOrNull($"/proc/{pid}/stat") is not { } stat)
        {
            return null;
        }

        // The name stands in parentheses and may itself contain any character.
        var nameFrom = stat.IndexOf('(', StringComparison.Ordinal) + 1;
        var nameTo = stat.LastIndexOf(')');
        var fields = stat[(nameTo + 2)..].Split(' ');
        return fields[StateField] is "Z" or "X"
            ? null
            : new LinuxProcess(
                new ProcessIdentity(pid, $"{BootId}/{fields[StartField]}"),
                int.Parse(fields[ParentField], CultureInfo.InvariantCulture),
                stat[nameFrom..nameTo]);
    }

    /// <summary>Every process that runs now.</summary>
    public static IEnumerable<LinuxProcess> All() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let pid = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where pid > 0
        let process = Read(pid)
        where process is not null
        select process;

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

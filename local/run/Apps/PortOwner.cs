using System.Globalization;

namespace Checkout.Local.Run.Apps;

/// <summary>Finds the process behind a port, where the operating system tells without further tools (Linux).</summary>
internal static class PortOwner
{
    // Columns of /proc/net/tcp (proc_net_tcp(5)): local address, state, inode.
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The process that listens on a TCP port.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Null when it cannot be told.</returns>
    public static LinuxProcess? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var sockets = Tables.Where(File.Exists).SelectMany(table => Inodes(table, port))
            .Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        return sockets.Count == 0 ? null : LinuxProcess.All().FirstOrDefault(process => Holds(process.Identity.Pid, sockets));
    }

    private static IEnumerable<string> Inodes(string table, int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return from line in File.ReadLines(table).Skip(1)
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns.Length > Inode
                   && columns[LocalAddress].EndsWith(suffix, StringComparison.Ordinal)
                   && string.Equals(columns[State], Listening, StringComparison.Ordinal)
               select columns[Inode];
    }

    private static bool Holds(int pid, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd")
                .Any(descriptor => new FileInfo(descriptor).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }
}

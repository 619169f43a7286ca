using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Checkout.Local.Run.Apps;

/// <summary>A process that can be told from a later one with the same id.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Started">When it was started, in a form that only this machine understands and that never changes for one process.</param>
internal sealed record ProcessIdentity(int Pid, string Started)
{
    /// <summary>Whether this very process still runs. One that has ended and only awaits its parent (a zombie) does not.</summary>
    [JsonIgnore]
    public bool IsAlive => Of(Pid) == this;

    /// <summary>The process that has an id now.</summary>
    /// <param name="pid">Process id.</param>
    /// <returns>Null when no such process runs.</returns>
    public static ProcessIdentity? Of(int pid) =>
        OperatingSystem.IsLinux() ? LinuxProcess.Read(pid)?.Identity : OfElsewhere(pid);

    private static ProcessIdentity? OfElsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited
                ? null
                : new ProcessIdentity(pid, process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}

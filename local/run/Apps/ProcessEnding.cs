using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Checkout.Local.Run.Apps;

/// <summary>Ends processes: first by request, then by force.</summary>
internal static partial class ProcessEnding
{
    /// <summary>How long a process may take to end by itself.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private const int Sigterm = 15;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan KillTakes = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Asks processes and, on Linux, their descendants to end (SIGTERM; elsewhere by closing their window), and kills with all descendants
    /// those that still run when the grace time is over.
    /// </summary>
    /// <param name="processes">What to end; processes that have ended already do no harm.</param>
    /// <param name="grace">How long they may take.</param>
    /// <param name="time">Clock.</param>
    /// <param name="hurry">When cancelled, the grace time is over at once.</param>
    /// <returns>The processes that had to be killed.</returns>
    public static async Task<IReadOnlyList<ProcessIdentity>> EndAsync(
        IReadOnlyCollection<ProcessIdentity> processes, TimeSpan grace, TimeProvider time, CancellationToken hurry = default)
    {
        var tree = WithDescendants(processes);
        foreach (var process in tree.Where(process => process.IsAlive))
        {
            RequestEnd(process);
        }

        if (await HaveEndedAsync(tree, grace, time, hurry))
        {
            return [];
        }

        IReadOnlyList<ProcessIdentity> stubborn = [.. tree.Where(process => process.IsAlive)];
        foreach (var process in stubborn)
        {
            Kill(process);
        }

        await HaveEndedAsync(tree, KillTakes, time, CancellationToken.None);
        return stubborn;
    }

    private static List<ProcessIdentity> WithDescendants(IReadOnlyCollection<ProcessIdentity> processes)
    {
        List<ProcessIdentity> tree = [.. processes.Where(process => process.IsAlive)];
        if (OperatingSystem.IsLinux() && tree.Count > 0)
        {
            var children = LinuxProcess.All().ToLookup(process => process.Parent, process => process.Identity);
            for (var i = 0; i < tree.Count; i++)
            {
                tree.AddRange(children[tree[i].Pid].Except(tree).ToList());
            }
        }

        return tree;
    }

    private static async Task<bool> HaveEndedAsync(List<ProcessIdentity> tree, TimeSpan limit, TimeProvider time, CancellationToken hurry)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var began = time.GetTimestamp();
        while (tree.Exists(process => process.IsAlive))
        {
            if (hurry.IsCancellationRequested || time.GetElapsedTime(began) >= limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return true;
    }

    private static void RequestEnd(ProcessIdentity process)
    {
        if (!OperatingSystem.IsWindows())
        {
            // It may have ended since it was looked at; then there is nothing to do.
            _ = SendSignal(process.Pid, Sigterm);
            return;
        }

        OnProcess(process, running =>
        {
            if (!running.CloseMainWindow())
            {
                running.Kill(entireProcessTree: true);
            }
        });
    }

    private static void Kill(ProcessIdentity process) => OnProcess(process, running => running.Kill(entireProcessTree: true));

    private static void OnProcess(ProcessIdentity process, Action<Process> action)
    {
        try
        {
            using var running = Process.GetProcessById(process.Pid);
            action(running);
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, which is what was wanted; one that cannot be ended shows as a port in use at the next start.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}

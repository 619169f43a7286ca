using System.Runtime.InteropServices;

namespace Checkout.Local.Run;

/// <summary>The user's wish to stop: Ctrl-C, SIGTERM, or the terminal being closed. The second one means at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource requested = new();
    private readonly CancellationTokenSource insisted = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Listens from now on; the signals no longer end the process by themselves.</summary>
    public StopSignal()
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Requested => requested.Token;

    /// <summary>Cancelled at the second signal.</summary>
    public CancellationToken Insisted => insisted.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        requested.Dispose();
        insisted.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        (requested.IsCancellationRequested ? insisted : requested).Cancel();
    }
}

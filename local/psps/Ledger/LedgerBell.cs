using System.Threading.Channels;

namespace Checkout.Local.Psps.Ledger;

/// <summary>Lets one loop wait until the ledger has something new to tell, or for a time.</summary>
internal sealed class LedgerBell : IDisposable
{
    private readonly PaymentLedger ledger;
    private readonly TimeProvider time;

    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Starts to listen.</summary>
    /// <param name="ledger">Rings after each commit with a notification in it.</param>
    /// <param name="time">For the waits.</param>
    public LedgerBell(PaymentLedger ledger, TimeProvider time)
    {
        this.ledger = ledger;
        this.time = time;
        ledger.Notified += Ring;
    }

    /// <summary>Waits; a ring that came since the last wait ends it at once.</summary>
    /// <param name="longest">How long at most; null for as long as it takes.</param>
    /// <param name="stop">Ends the wait with an exception.</param>
    public async Task WaitAsync(TimeSpan? longest, CancellationToken stop)
    {
        using var end = new CancellationTokenSource(longest ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, stop);
        await ((Task)rings.Reader.WaitToReadAsync(either.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        rings.Reader.TryRead(out _);
    }

    /// <inheritdoc />
    public void Dispose() => ledger.Notified -= Ring;

    private void Ring(object? sender, EventArgs e) => rings.Writer.TryWrite(true);
}

using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>The banks behind pending captures: they decide after <see cref="PayPalOptions.ClearingDelay"/>, also after a restart.</summary>
internal sealed class PayPalClearing(
    PaymentLedger ledger, IOptions<PayPalOptions> options, OwnAddress address, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var view = new PayPalView(address.Url);
                await ledger.TransactAsync(transaction => Captures.Clear(transaction, options.Value.ClearingDelay, view));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
        {
            // What is still pending is decided after the next start.
        }
    }
}

using Checkout.Local.Psps.Faults;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Notifications;

/// <summary>
/// Sends a PSP's notifications that the ledger holds, oldest first, until the merchant has acknowledged them: at least once, so also twice,
/// and a failed one again after a pause, with those behind it. Only injected faults change that.
/// </summary>
internal sealed partial class Notifier(
    INotificationChannel channel, PaymentLedger ledger, FaultInjector faults, TimeProvider time, ILogger<Notifier> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly NotificationFaults disturbances = new(channel.Provider, faults, time);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (channel.WebhookUrl is not { Length: > 0 } url)
        {
            return;
        }

        try
        {
            await SendUntilStoppedAsync(new Uri(url), stoppingToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
        {
            // What was not acknowledged stays in the ledger and is sent after the next start.
        }
    }

    private async Task SendUntilStoppedAsync(Uri url, CancellationToken stoppingToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        using var bell = new LedgerBell(ledger, time);
        while (true)
        {
            if (await SendAllAsync(http, url, stoppingToken))
            {
                await bell.WaitAsync(disturbances.UntilNext(), stoppingToken);
            }
            else
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <returns>False when the merchant has not taken one.</returns>
    private async Task<bool> SendAllAsync(HttpClient http, Uri url, CancellationToken stoppingToken)
    {
        var after = 0L;
        while (await ledger.TransactAsync(transaction => transaction.Notifications.Next(channel.Provider, after)) is { } waiting)
        {
            after = waiting.Sequence;
            var eventType = channel.EventTypeOf(waiting.Body);
            if (disturbances.CopiesOf(waiting.Sequence, eventType) is not { } copies)
            {
                continue;
            }

            for (var copy = 0; copy < copies; copy++)
            {
                if (!await SendAsync(http, url, eventType, waiting.Body, stoppingToken))
                {
                    return false;
                }
            }

            await ledger.TransactAsync(transaction => transaction.Notifications.Delivered(waiting.Sequence));
            disturbances.Done(waiting.Sequence);
        }

        return true;
    }

    private async Task<bool> SendAsync(HttpClient http, Uri url, string eventType, string body, CancellationToken stoppingToken)
    {
        using var content = channel.Write(body);
        try
        {
            using var response = await http.PostAsync(url, content, stoppingToken);
            if (response.IsSuccessStatusCode)
            {
                return true;
            }

            LogRefused(eventType, (int)response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
        {
            LogUnreachable(eventType, e.Message);
        }

        return false;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The merchant answered {Status} to {EventType}; it is sent again.")]
    private partial void LogRefused(string eventType, int status);

    [LoggerMessage(
        EventId = 2, Level = LogLevel.Information, Message = "The merchant was not reached with {EventType} ({Reason}); it is sent again.")]
    private partial void LogUnreachable(string eventType, string reason);
}

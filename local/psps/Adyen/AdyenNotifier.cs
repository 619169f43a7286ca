using System.Text;
using System.Threading.Channels;
using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Adyen;

/// <summary>
/// Sends the notifications that the ledger holds, one item each and oldest first, until the merchant has acknowledged them: at least once,
/// so also twice, and a failed one again after a pause.
/// </summary>
internal sealed partial class AdyenNotifier(
    PaymentLedger ledger, IOptions<AdyenOptions> options, TimeProvider time, ILogger<AdyenNotifier> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there may be something to send.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WebhookUrl is not { Length: > 0 } url)
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
        Wake();
        while (await wake.Reader.WaitToReadAsync(stoppingToken))
        {
            wake.Reader.TryRead(out _);
            if (!await SendAllAsync(http, url, stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
                Wake();
            }
        }
    }

    private async Task<bool> SendAllAsync(HttpClient http, Uri url, CancellationToken stoppingToken)
    {
        while (await ledger.TransactAsync(t => t.Notifications.Oldest(AdyenPaymentStore.Provider)) is { } waiting)
        {
            if (!await SendAsync(http, url, AdyenJson.Read<NotificationItem>(waiting.Body), stoppingToken))
            {
                return false;
            }

            await ledger.TransactAsync(transaction => transaction.Notifications.Delivered(waiting.Sequence));
        }

        return true;
    }

    private async Task<bool> SendAsync(HttpClient http, Uri url, NotificationItem item, CancellationToken stoppingToken)
    {
        var signed = item.Signed(options.Value.MerchantAccount, options.Value.HmacKey);
        using var content = new StringContent(
            AdyenJson.Write(new NotificationRequest([new NotificationEnvelope(signed)])), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.PostAsync(url, content, stoppingToken);
            if (response.IsSuccessStatusCode)
            {
                return true;
            }

            LogRefused(item.EventCode, (int)response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
        {
            LogUnreachable(item.EventCode, e.Message);
        }

        return false;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The merchant answered {Status} to {EventCode}; it is sent again.")]
    private partial void LogRefused(string eventCode, int status);

    [LoggerMessage(
        EventId = 2, Level = LogLevel.Information, Message = "The merchant was not reached with {EventCode} ({Reason}); it is sent again.")]
    private partial void LogUnreachable(string eventCode, string reason);

    private sealed record NotificationRequest(IReadOnlyList<NotificationEnvelope> NotificationItems)
    {
        public string Live { get; } = "false";
    }

    private sealed record NotificationEnvelope(
        [property: System.Text.Json.Serialization.JsonPropertyName("NotificationRequestItem")] NotificationItem Item);
}

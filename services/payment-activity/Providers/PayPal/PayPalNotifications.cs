using System.Text.Json;
using Checkout.Payments.Notifications;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// <c>POST /notifications/paypal</c>: what PayPal tells about orders and payments, at least once and in any order. PayPal itself says
/// whether a notification is its own. What it tells is a hint only: the order asks PayPal where it stands.
/// </summary>
internal sealed partial class PayPalNotifications(PayPalApi api, PayPalOptions options, ILogger<PayPalNotifications> logger)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Takes a message in.</summary>
    /// <returns>What it is about; null when PayPal did not say that it is its own. Then it sends it again, if it is.</returns>
    public async Task<IReadOnlyList<ProviderEvent>?> TakeAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        if (Read(message.Body.Span) is not { Id: { } id, EventType: { } type } told
            || !await IsGenuineAsync(message, cancellationToken))
        {
            LogForged();
            return null;
        }

        var resource = told.Resource;
        var orderId = told.ResourceType is "checkout-order" ? resource?.Id : resource?.SupplementaryData?.RelatedIds?.OrderId;
        var trackingNumber = resource?.CustomId ?? resource?.PurchaseUnits?.FirstOrDefault()?.CustomId;
        LogTaken(type, trackingNumber);
        return [new ProviderEvent(id, type, trackingNumber, orderId)];
    }

    private static PayPalEvent? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<PayPalEvent>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<bool> IsGenuineAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        foreach (var webhookId in options.WebhookId.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var reply = await api.PostAsync<PayPalVerification>(
                "verify",
                "/v1/notifications/verify-webhook-signature",
                PayPalRequests.Verify(message, webhookId),
                requestId: null,
                cancellationToken);
            if (reply.Body?.VerificationStatus is PayPalVerification.Success)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(LogLevel.Information, "PayPal told {EventType} for {TrackingNumber}.")]
    private partial void LogTaken(string eventType, string? trackingNumber);

    [LoggerMessage(LogLevel.Warning, "A notification that PayPal did not confirm as its own was refused.")]
    private partial void LogForged();
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Contracts;
using Checkout.Payments.Notifications;
using Dapr.Client;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// <c>POST /notifications/adyen</c>: what Adyen tells about payments and modifications, at least once and in any order. Each item is
/// signed, and is written down before it is acknowledged; the order asks for it with its next inquiry.
/// </summary>
internal sealed partial class AdyenNotifications(
    DaprClient dapr, AdyenBook book, AdyenOptions options, ILogger<AdyenNotifications> logger)
{
    /// <summary>How our reference of a card that was stored without an order begins: its events belong to no payment.</summary>
    public const string KeptCard = "keep-";

    /// <summary>Takes a message in.</summary>
    /// <returns>What it is about, now written down; null when it is not Adyen's.</returns>
    public async Task<IReadOnlyList<ProviderEvent>?> TakeAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var secrets = await dapr.ReadSigningSecretsAsync(options.HmacSecret, cancellationToken);
        var keys = secrets.Select(Convert.FromHexString).ToList();
        var envelopes = Read(message.Body.Span)?.NotificationItems ?? [null];
        var items = envelopes.Select(envelope => envelope?.Item).OfType<AdyenNotificationItem>().ToList();
        if (items.Count != envelopes.Count || !items.TrueForAll(item => keys.Any(key => IsSigned(item, key))))
        {
            LogForged();
            return null;
        }

        foreach (var item in items)
        {
            await LearnAsync(item, cancellationToken);
        }

        return [.. items.Select(EventOf)];
    }

    private static AdyenNotification? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<AdyenNotification>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adyen sends the same event with the same three values (docs.adyen.com, "handle duplicates").</summary>
    private static ProviderEvent EventOf(AdyenNotificationItem item) => new(
        $"{item.PspReference}:{item.EventCode}:{item.Success}",
        item.EventCode,
        IsOfOrder(item) ? item.MerchantReference : null,
        item.OriginalReference ?? item.PspReference,
        MeaningOf(item).Success);

    private static bool IsOfOrder(AdyenNotificationItem item) =>
        Identifier.IsValid(item.MerchantReference) && !item.MerchantReference.StartsWith(KeptCard, StringComparison.Ordinal);

    private async Task LearnAsync(AdyenNotificationItem item, CancellationToken cancellationToken)
    {
        var trackingNumber = item.MerchantReference;
        if (!IsOfOrder(item))
        {
            return;
        }

        var (kind, success) = MeaningOf(item);
        if (item.EventCode is "AUTHORISATION")
        {
            await book.LearnAsync(trackingNumber, FactsOf(item, success), cancellationToken);
        }
        else if (item is { EventCode: "RECURRING_CONTRACT", OriginalReference: { } paid } && success)
        {
            await book.LearnAsync(
                trackingNumber, new AdyenPaymentFacts(paid, MethodToken: AdyenToken.OfContract(item)), cancellationToken);
        }
        else if (kind is not null)
        {
            if (item.OriginalReference is { } original)
            {
                await book.LearnAsync(trackingNumber, new AdyenPaymentFacts(original), cancellationToken);
            }

            var refunded = item.AdditionalData?.GetValueOrDefault("modification.action") is "refund";
            await book.LearnAsync(
                trackingNumber,
                new AdyenModification(item.PspReference, kind.Value, item.OriginalReference, Success: success, Refunded: refunded)
                {
                    Amount = kind is AdyenModificationKind.Capture ? AdyenAmounts.Read(item.Amount) : null,
                },
                cancellationToken);
        }

        LogTaken(item.EventCode, item.Success, trackingNumber);
    }

    private static AdyenPaymentFacts FactsOf(AdyenNotificationItem item, bool success)
    {
        var amount = AdyenAmounts.Read(item.Amount);
        return new AdyenPaymentFacts(
            item.PspReference,
            ResultCode: success ? AdyenResultCodes.Authorised : AdyenResultCodes.Refused,
            RefusalReasonCode: success ? null : AdyenRefusals.CodeOf(item.Reason),
            MethodToken: success ? AdyenToken.Of(item.AdditionalData) : null,
            Amount: amount,
            Held: success ? amount : null,
            TakenAtOnce: AdyenChannels.IsTakenAtOnce(item.PaymentMethod));
    }

    private static (AdyenModificationKind? Kind, bool Success) MeaningOf(AdyenNotificationItem item)
    {
        var success = string.Equals(item.Success, "true", StringComparison.Ordinal);
        return item.EventCode switch
        {
            "CAPTURE" => (AdyenModificationKind.Capture, success),
            "CAPTURE_FAILED" => (AdyenModificationKind.Capture, false),
            "REFUND" => (AdyenModificationKind.Refund, success),
            "REFUND_FAILED" => (AdyenModificationKind.Refund, false),
            "CANCEL_OR_REFUND" => (AdyenModificationKind.Reversal, success),
            "CANCELLATION" or "TECHNICAL_CANCEL" => (AdyenModificationKind.Cancel, success),
            _ => (null, success),
        };
    }

    private static bool IsSigned(AdyenNotificationItem item, byte[] key)
    {
        var text = string.Join(
            ':',
            item.PspReference,
            item.OriginalReference,
            item.MerchantAccountCode,
            item.MerchantReference,
            item.Amount?.Value.ToString(),
            item.Amount?.Currency,
            item.EventCode,
            item.Success);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(item.AdditionalData?.GetValueOrDefault("hmacSignature") ?? string.Empty));
    }

    [LoggerMessage(LogLevel.Information, "Adyen told {EventCode} {Success} for {TrackingNumber}.")]
    private partial void LogTaken(string eventCode, string success, string trackingNumber);

    [LoggerMessage(LogLevel.Warning, "A notification was not signed with Adyen's key and was refused.")]
    private partial void LogForged();
}

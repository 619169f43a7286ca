using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Payments.Notifications;
using Dapr.Client;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>
/// Stripe's events (docs.stripe.com/webhooks): signed, at least once and in any order. Nothing of them is believed but whose payment they
/// are about; the order asks Stripe for the rest.
/// </summary>
internal sealed partial class StripeNotifications(
    DaprClient dapr, StripeApi api, StripeOptions options, TimeProvider time, ILogger<StripeNotifications> logger)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Takes an event in.</summary>
    /// <returns>What it is about; null when Stripe has not signed it, or too long ago.</returns>
    /// <exception cref="InvalidOperationException">Stripe did not say whose payment it is: it has to send the event again.</exception>
    public async Task<IReadOnlyList<ProviderEvent>?> TakeAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var secrets = await dapr.ReadSigningSecretsAsync(options.WebhookSecret, cancellationToken);
        if (!IsSigned(message, secrets) || Read(message.Body.Span) is not { Data.Object: { } about } told)
        {
            LogForged();
            return null;
        }

        // Stripe's own name of the payment: the object itself, or what a charge or refund belongs to.
        var payment = told.Type.StartsWith("payment_intent.", StringComparison.Ordinal) ? about.Id : about.PaymentIntent;
        var trackingNumber = payment is null ? null
            : about.Metadata?.GetValueOrDefault(StripeForms.TrackingNumberKey) ?? await AskAsync(payment, cancellationToken);
        LogTaken(told.Type, told.Id, trackingNumber);
        return [new ProviderEvent(told.Id, told.Type, trackingNumber, payment, MeaningOf(told.Type))];
    }

    private static bool? MeaningOf(string type) => type switch
    {
        "payment_intent.amount_capturable_updated" or "payment_intent.succeeded" or "charge.refunded" => true,
        "payment_intent.payment_failed" or "payment_intent.canceled" or "refund.failed" => false,
        _ => null,
    };

    /// <summary>A refund that somebody made by hand does not bear our reference; its payment does.</summary>
    private async Task<string?> AskAsync(string payment, CancellationToken cancellationToken)
    {
        var reply = await api.GetAsync<StripePaymentIntent>("retrieve", $"/v1/payment_intents/{payment}", cancellationToken);
        return reply is { Body: null, Refused: false }
            ? throw new InvalidOperationException("Stripe did not say whose payment an event is about.")
            : reply.Body?.Metadata?.GetValueOrDefault(StripeForms.TrackingNumberKey);
    }

    private bool IsSigned(NotificationMessage message, IReadOnlyList<string> secrets)
    {
        var parts = message.Headers["Stripe-Signature"].ToString().Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (parts["t"].FirstOrDefault() is not { } timestamp
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. message.Body.Span];
        return secrets
            .Select(secret => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)))
            .Any(expected => parts["v1"].Any(given => IsSame(given, expected)));
    }

    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static StripeEvent? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<StripeEvent>(body, StripeApi.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "Stripe told {Type} in {EventId} for {TrackingNumber}.")]
    private partial void LogTaken(string type, string eventId, string? trackingNumber);

    [LoggerMessage(LogLevel.Warning, "A notification was not signed with Stripe's secret, or too long ago, and was refused.")]
    private partial void LogForged();
}

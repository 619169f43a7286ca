using System.Text.Json;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Body of <c>POST /v1/notifications/verify-webhook-signature</c>.</summary>
internal sealed record VerifyRequest
{
    /// <summary>Header <c>PAYPAL-AUTH-ALGO</c>.</summary>
    public string? AuthAlgo { get; init; }

    /// <summary>Header <c>PAYPAL-CERT-URL</c>.</summary>
    public string? CertUrl { get; init; }

    /// <summary>Header <c>PAYPAL-TRANSMISSION-ID</c>.</summary>
    public string? TransmissionId { get; init; }

    /// <summary>Header <c>PAYPAL-TRANSMISSION-SIG</c>.</summary>
    public string? TransmissionSig { get; init; }

    /// <summary>Header <c>PAYPAL-TRANSMISSION-TIME</c>.</summary>
    public string? TransmissionTime { get; init; }

    /// <summary>The merchant's subscription.</summary>
    public string? WebhookId { get; init; }

    /// <summary>The event, byte for byte as it came.</summary>
    public JsonElement? WebhookEvent { get; init; }
}

/// <summary>What PayPal says to a transmission that a merchant asks about.</summary>
/// <param name="VerificationStatus"><c>SUCCESS</c> or <c>FAILURE</c>.</param>
internal sealed record VerifyAnswer(string VerificationStatus);

/// <summary>Tells merchants whether a notification is PayPal's.</summary>
internal static class VerifyWebhook
{
    /// <summary>Answers the question.</summary>
    public static PayPalAnswer Run(string body, TransmissionSignature signature, string webhookId)
    {
        var asked = PayPalJson.ReadRequest<VerifyRequest>(body);
        var told = asked.WebhookEvent ?? throw PayPalException.Missing("/webhook_event");
        var isOurs = Same(asked.AuthAlgo, TransmissionSignature.Algorithm)
            && Same(asked.WebhookId, webhookId)
            && signature.IsOurs(
                asked.TransmissionId ?? throw PayPalException.Missing("/transmission_id"),
                asked.TransmissionTime ?? throw PayPalException.Missing("/transmission_time"),
                webhookId,
                told.GetRawText(),
                asked.TransmissionSig ?? throw PayPalException.Missing("/transmission_sig"));
        return PayPalAnswer.Ok(new VerifyAnswer(isOurs ? "SUCCESS" : "FAILURE"));
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

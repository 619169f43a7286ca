using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Contracts;
using Checkout.Payments.Notifications;
using Microsoft.AspNetCore.WebUtilities;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// The requests sent to PayPal (Orders v2, Payments v2). They are built from the question alone, so that a repeated call has the same body.
/// </summary>
internal static class PayPalRequests
{
    /// <summary>What the way back says when the buyer took the one for cancelling.</summary>
    public const string Cancelled = "paypal-cancelled";

    /// <summary>Body of a call that says all by its address.</summary>
    public const string Empty = "{}";

    /// <summary>A call that has no body.</summary>
    public const string None = "";

    private const string RedirectResult = "redirectResult";

    private static readonly (string Field, string Header)[] TransmissionHeaders =
    [
        ("auth_algo", "PAYPAL-AUTH-ALGO"),
        ("cert_url", "PAYPAL-CERT-URL"),
        ("transmission_id", "PAYPAL-TRANSMISSION-ID"),
        ("transmission_sig", "PAYPAL-TRANSMISSION-SIG"),
        ("transmission_time", "PAYPAL-TRANSMISSION-TIME"),
    ];

    /// <summary>
    /// An order that the buyer is to approve. Its number is our tracking number twice over: as <c>custom_id</c>, which every event repeats,
    /// and as <c>invoice_id</c>, which PayPal lets be paid only once.
    /// </summary>
    public static string Create(ProviderAuthorization authorization) => new JsonObject
    {
        ["intent"] = "AUTHORIZE",
        ["purchase_units"] = new JsonArray(new JsonObject
        {
            ["reference_id"] = authorization.Attempt.ToString(CultureInfo.InvariantCulture),
            ["custom_id"] = authorization.TrackingNumber,
            ["invoice_id"] = authorization.TrackingNumber,
            ["amount"] = authorization.Amount.ToPayPal(),
        }),
        ["payment_source"] = new JsonObject
        {
            ["paypal"] = new JsonObject
            {
                ["experience_context"] = new JsonObject
                {
                    ["return_url"] = authorization.ReturnUrl,
                    ["cancel_url"] = QueryHelpers.AddQueryString(authorization.ReturnUrl, RedirectResult, Cancelled),
                    ["user_action"] = "PAY_NOW",
                    ["shipping_preference"] = "NO_SHIPPING",
                },
            },
        },
    }.ToJsonString();

    /// <summary>Asks whether a notification is PayPal's, with its body byte for byte.</summary>
    public static string Verify(NotificationMessage message, string webhookId)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (field, header) in TransmissionHeaders)
            {
                writer.WriteString(field, message.Headers[header].ToString());
            }

            writer.WriteString("webhook_id", webhookId);
            writer.WritePropertyName("webhook_event");
            writer.WriteRawValue(message.Body.Span);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Takes the whole amount.</summary>
    public static string Capture(Money amount) =>
        new JsonObject { ["amount"] = amount.ToPayPal(), ["final_capture"] = true }.ToJsonString();
}

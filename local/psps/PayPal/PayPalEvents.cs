using System.Text.Json;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>A kind of event, as a merchant subscribes to it.</summary>
/// <param name="Name">PayPal's name.</param>
/// <param name="ResourceType">What it is about.</param>
internal sealed record PayPalEventType(string Name, string ResourceType);

/// <summary>What PayPal tells a merchant about one event.</summary>
internal sealed record PayPalEvent(
    string Id, string EventVersion, string CreateTime, string ResourceType, string ResourceVersion, string EventType, JsonElement Resource);

/// <summary>The events of this simulation; they are written in the transaction of what they tell.</summary>
internal static class PayPalEvents
{
    /// <summary>The buyer has approved.</summary>
    public static readonly PayPalEventType OrderApproved = new("CHECKOUT.ORDER.APPROVED", "checkout-order");

    /// <summary>The amount is held.</summary>
    public static readonly PayPalEventType AuthorizationCreated = new("PAYMENT.AUTHORIZATION.CREATED", "authorization");

    /// <summary>The amount is let go.</summary>
    public static readonly PayPalEventType AuthorizationVoided = new("PAYMENT.AUTHORIZATION.VOIDED", "authorization");

    /// <summary>The bank works on it.</summary>
    public static readonly PayPalEventType CapturePending = new("PAYMENT.CAPTURE.PENDING", "capture");

    /// <summary>The amount is taken.</summary>
    public static readonly PayPalEventType CaptureCompleted = new("PAYMENT.CAPTURE.COMPLETED", "capture");

    /// <summary>Nothing was taken.</summary>
    public static readonly PayPalEventType CaptureDenied = new("PAYMENT.CAPTURE.DENIED", "capture");

    /// <summary>Taken money went back.</summary>
    public static readonly PayPalEventType CaptureRefunded = new("PAYMENT.CAPTURE.REFUNDED", "refund");

    /// <summary>Notes an event.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="type">What happened.</param>
    /// <param name="resource">To what, as the API shows it.</param>
    public static void Tell<T>(this LedgerTransaction ledger, PayPalEventType type, T resource)
    {
        using var shown = JsonDocument.Parse(PayPalJson.Write(resource));
        var told = new PayPalEvent(
            $"WH-{PayPalId.New()}-{PayPalId.New()}",
            "1.0",
            PayPalView.Time(ledger.Time.GetUtcNow()),
            type.ResourceType,
            "2.0",
            type.Name,
            shown.RootElement);
        ledger.Notifications.Append(PayPalOrderStore.Provider, PayPalJson.Write(told));
    }
}

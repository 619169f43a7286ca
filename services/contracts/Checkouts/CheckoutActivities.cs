using System.Text.Json.Serialization;

namespace Checkout.Contracts.Checkouts;

/// <summary>Names of the activities that checkout-api registers for the other apps.</summary>
public static class CheckoutActivities
{
    /// <summary>Tracking number → <see cref="OrderAttention"/>. Tells an order that its PSP has news; the order asks for them itself.</summary>
    public const string WakeOrder = "WakeOrder";

    /// <summary><see cref="StuckOrder"/> → true once it stands in the operators' queue.</summary>
    public const string ReportStuckOrder = "ReportStuckOrder";
}

/// <summary>What an order made of a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderAttention>))]
public enum OrderAttention
{
    /// <summary>It runs and has been told.</summary>
    Told,

    /// <summary>It has ended, and hears nothing more.</summary>
    Ended,

    /// <summary>There is no such order, or none any more.</summary>
    Missing,
}

/// <summary>An order that people have to look at.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="TenantId">Its merchant.</param>
/// <param name="ReasonCode">Why it is stuck, e.g. <c>UNDO_UNCONFIRMED</c>.</param>
/// <param name="Details">What could not be confirmed, for people; no card data.</param>
public sealed record StuckOrder(string TrackingNumber, string TenantId, string ReasonCode, IReadOnlyList<string> Details);

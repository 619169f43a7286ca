using System.Text.Json;

namespace Checkout.Contracts.Events;

/// <summary>
/// Something that a merchant wants to hear about an order. Published to <see cref="Topic"/> at least once; who receives it twice knows it by
/// <see cref="Id"/>. It holds no card data, name or address.
/// </summary>
/// <param name="Id">The same however often the event is published: made of the order, its version and the type.</param>
/// <param name="Type">One of <see cref="MerchantEventTypes"/>.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="TrackingNumber">The order.</param>
/// <param name="CorrelationId">The merchant's own order ID, if given.</param>
/// <param name="Version">Version of the order's progress. Events may arrive in any order; the one with the higher version is later.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="Phase">The order's stage then, e.g. <c>Done</c>.</param>
/// <param name="MessageCode">The code that the status endpoint shows then, e.g. <c>CHECK_OUT_DONE</c>.</param>
/// <param name="Amount">What the order costs.</param>
/// <param name="ReasonCode">Why it failed, e.g. <c>CARD_DECLINED</c>; null otherwise.</param>
/// <param name="SessionId">The session that was paid; null for an order that was submitted whole.</param>
public sealed record MerchantEvent(
    string Id,
    string Type,
    string TenantId,
    string TrackingNumber,
    string? CorrelationId,
    int Version,
    DateTimeOffset OccurredAt,
    string Phase,
    string MessageCode,
    Money Amount,
    string? ReasonCode = null,
    string? SessionId = null)
{
    /// <summary>
    /// Bodies of messages about it in other dialects, by the name of the dialect, for webhooks that want them so; null when no dialect has
    /// anything to say.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Dialects { get; init; }

    /// <summary>Topic of the pub/sub component that carries these events.</summary>
    public const string Topic = "checkout-events";

    /// <summary>The ID of an order's event. An order has one event of a type in a version.</summary>
    /// <param name="trackingNumber">The order.</param>
    /// <param name="version">Version of its progress.</param>
    /// <param name="type">One of <see cref="MerchantEventTypes"/>.</param>
    /// <returns>Letters, digits and underscores.</returns>
    public static string IdOf(string trackingNumber, int version, string type) =>
        $"evt_{trackingNumber}_{version}_{type[(type.LastIndexOf('.') + 1)..]}";
}

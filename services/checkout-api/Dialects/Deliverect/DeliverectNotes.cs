using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect;

/// <summary>What only this dialect has to remember of a session.</summary>
/// <param name="StoreId">The store that the basket is for.</param>
/// <param name="Items">The basket as it was put together.</param>
/// <param name="Fulfillment">How the customer gets it.</param>
/// <param name="Tips">What the customer adds, and for whom.</param>
/// <param name="CustomerId">The caller's own name for the customer.</param>
/// <param name="Checkout">The checkout of the basket; null until there is one.</param>
internal sealed record DeliverectNotes(
    string StoreId,
    IReadOnlyList<NotedItem> Items,
    Fulfillment Fulfillment,
    IReadOnlyList<Tip> Tips,
    string? CustomerId = null,
    CheckoutNotes? Checkout = null)
{
    /// <summary>Name of the dialect among the extensions of a session, and of an event.</summary>
    public const string Dialect = "deliverect";

    /// <summary>What is remembered of a session; null when another dialect made it.</summary>
    public static DeliverectNotes? Of(CheckoutSession session) => session.Extension<DeliverectNotes>(Dialect);
}

/// <summary>An item of a basket, or a part of one.</summary>
/// <param name="Id">Its line in the session.</param>
/// <param name="Plu">What is bought.</param>
/// <param name="Quantity">How many, for one of what it is a part of.</param>
/// <param name="MenuId">The menu that it was chosen from.</param>
/// <param name="CustomizationPlu">The group of choices that a part is one of.</param>
/// <param name="Note">A wish of the customer.</param>
/// <param name="SubItems">Its parts.</param>
internal sealed record NotedItem(
    string Id, string Plu, int Quantity, string? MenuId, string? CustomizationPlu, string? Note, IReadOnlyList<NotedItem> SubItems);

/// <summary>How a customer gets an order.</summary>
/// <param name="Type"><c>pickup</c>, <c>delivery</c>, <c>curbside</c>, <c>eatIn</c> or <c>dispatch</c>.</param>
/// <param name="Time">When; null for as soon as possible.</param>
/// <param name="Address">Where to.</param>
/// <param name="Spot">Where in the house, e.g. a table.</param>
/// <param name="PickupNotes">By what the customer is known on arrival.</param>
internal sealed record Fulfillment(
    string? Type, DateTimeOffset? Time = null, FulfillmentAddress? Address = null, string? Spot = null, string? PickupNotes = null)
{
    /// <summary>Whether somebody carries it to the customer.</summary>
    public bool IsCarried() => Type is "delivery" or "dispatch";
}

/// <summary>Where an order goes.</summary>
internal sealed record FulfillmentAddress(
    string? Line = null,
    string? Subpremise = null,
    string? Street = null,
    string? Area = null,
    string? City = null,
    string? PostalCode = null,
    string? StateOrProvince = null,
    string? Country = null,
    string? Note = null);

/// <summary>A tip.</summary>
/// <param name="Type"><c>restaurant</c> or <c>driver</c>.</param>
/// <param name="Amount">Minor units.</param>
internal sealed record Tip(string? Type, long Amount);

/// <summary>A checkout of a basket.</summary>
/// <param name="PaymentId">Name of the payment: 24 hex digits that nobody can guess.</param>
/// <param name="Attempt">The session's attempt that it began, or will begin.</param>
/// <param name="IsByPage">Whether the shopper pays on our page, so that there is no attempt until then.</param>
/// <param name="IsExternal">Whether it is paid elsewhere, so that the merchant tells what becomes of it.</param>
/// <param name="ChannelOrderId">The merchant's order number.</param>
/// <param name="ChannelOrderDisplayId">The same for people.</param>
/// <param name="Fingerprint">Recognises the request when it comes again.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="EarlierPaymentIds">Payments of the basket that came to nothing.</param>
internal sealed record CheckoutNotes(
    string PaymentId,
    int Attempt,
    bool IsByPage,
    bool IsExternal,
    string ChannelOrderId,
    string ChannelOrderDisplayId,
    string Fingerprint,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> EarlierPaymentIds)
{
    /// <summary>Whether a payment is one of this basket's, now or before.</summary>
    public bool HasPayment(string paymentId) =>
        string.Equals(PaymentId, paymentId, StringComparison.Ordinal) || EarlierPaymentIds.Contains(paymentId, StringComparer.Ordinal);
}

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>Body of <c>POST …/v2/checkouts</c>.</summary>
/// <param name="Basket">What is bought.</param>
/// <param name="Payments">How it is paid; the amounts add up to the basket's total.</param>
/// <param name="Order">The merchant's names for the order.</param>
/// <param name="Note">A wish of the customer; not kept.</param>
internal sealed record CheckoutRequest(
    CheckedOutBasket? Basket, IReadOnlyList<PaymentRequest?>? Payments, OrderRequest? Order = null, string? Note = null)
{
    /// <summary>The payments of some type.</summary>
    public IEnumerable<PaymentRequest> Of(Func<PaymentRequest, bool> which) => (Payments ?? []).OfType<PaymentRequest>().Where(which);
}

/// <summary>Names a basket.</summary>
internal sealed record CheckedOutBasket(string? Id);

/// <summary>One payment.</summary>
/// <param name="Type"><c>dpay</c>: through this house; <c>third_party</c>, <c>gift_card</c>: elsewhere.</param>
/// <param name="ExternalId">The merchant's name for it.</param>
/// <param name="IsPrepaid">Of a payment elsewhere: whether it is made already.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="InstrumentType">By what it is paid elsewhere; not kept.</param>
/// <param name="Metadata">What only this house understands.</param>
internal sealed record PaymentRequest(
    string? Type, string? ExternalId, bool? IsPrepaid, long? Amount, string? InstrumentType = null, PaymentMetadata? Metadata = null)
{
    /// <summary>Whether it is made through this house.</summary>
    public bool IsOurs() => Type is "dpay";
}

/// <summary>Wishes for a payment through this house.</summary>
/// <param name="Channel"><c>PayPal</c>, <c>Klarna</c> or <c>Bank</c>: straight to that page; null for our own page, by card.</param>
/// <param name="ReturnUrl">Where the shopper's browser goes at last.</param>
internal sealed record PaymentMetadata(string? Channel = null, string? ReturnUrl = null);

/// <summary>The merchant's names for the order.</summary>
/// <param name="ChannelOrderId">Its number, not to be used again within 48 hours of the pickup; made up when left out.</param>
/// <param name="ChannelOrderDisplayId">The same for people.</param>
/// <param name="By">Which app it comes from; not kept.</param>
/// <param name="ValidationId">A courier's offer; not kept.</param>
/// <param name="Courier">Who carries it; not kept.</param>
internal sealed record OrderRequest(
    string? ChannelOrderId = null,
    string? ChannelOrderDisplayId = null,
    string? By = null,
    string? ValidationId = null,
    string? Courier = null);

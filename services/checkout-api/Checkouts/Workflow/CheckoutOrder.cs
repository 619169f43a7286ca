using System.Globalization;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>Input of <see cref="CheckoutWorkflow"/>. Dapr keeps it in clear, so it holds no card data, name or address.</summary>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">Who buys.</param>
/// <param name="CorrelationId">The merchant's own order ID, if given.</param>
/// <param name="OfferIdentifier">The offer that was bought.</param>
/// <param name="Lines">What to deliver.</param>
/// <param name="Amount">What to charge.</param>
/// <param name="Instrument">What pays.</param>
/// <param name="ReturnUrl">Where a shopper comes back to, with <see cref="AttemptPlace"/> for the number of the attempt.</param>
/// <param name="Deadlines">The limits in force when it was submitted.</param>
/// <param name="Tax">The tax within the amount.</param>
/// <param name="Instalments">The parts in which the amount is paid; null for at once.</param>
/// <param name="ResellerId">Whom the sale is attributed to.</param>
/// <param name="SessionId">The session that was paid, see <see cref="Sessions.CheckoutSession"/>; null for an order submitted whole.</param>
/// <param name="ShopUrl">Where the shopper's browser goes at last; null for the place that the tenant has for all orders.</param>
public sealed record CheckoutOrder(
    string TenantId,
    string CustomerUrn,
    string? CorrelationId,
    string OfferIdentifier,
    IReadOnlyList<OrderLine> Lines,
    Money Amount,
    PaymentInstrument Instrument,
    string ReturnUrl,
    CheckoutDeadlines Deadlines,
    Money? Tax = null,
    InstalmentSchedule? Instalments = null,
    long? ResellerId = null,
    string? SessionId = null,
    string? ShopUrl = null)
{
    /// <summary>Stands for the number of the attempt in <see cref="ReturnUrl"/>.</summary>
    public const string AttemptPlace = "{attempt}";

    /// <summary>Where a shopper comes back to after an attempt.</summary>
    /// <param name="attempt">Its number.</param>
    /// <returns>The address.</returns>
    public string ReturnUrlOf(int attempt) => ReturnUrl.Replace(
        AttemptPlace, attempt.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>How an order is paid in parts.</summary>
/// <param name="InstallmentIdentifier">The plan.</param>
/// <param name="Parts">Minor units of each part, in the order in which they are due; their sum is the amount of the order.</param>
public sealed record InstalmentSchedule(string InstallmentIdentifier, IReadOnlyList<long> Parts);

/// <summary>Every wait of an order has one of these limits.</summary>
/// <param name="Challenge">For the shopper to finish a 3-D Secure challenge, from when it was issued.</param>
/// <param name="Inquiry">For the PSP to say what became of the payment, from the first unknown answer.</param>
/// <param name="Undo">For an undo to be confirmed, from its first try; then people are asked, and it is tried on once a day.</param>
/// <param name="Settlement">For a payment that the PSP itself waits for, e.g. a direct debit.</param>
/// <param name="InquiryIntervals">Pauses between inquiries; the last one is repeated.</param>
public sealed record CheckoutDeadlines(
    TimeSpan Challenge, TimeSpan Inquiry, TimeSpan Undo, TimeSpan Settlement, IReadOnlyList<TimeSpan>? InquiryIntervals = null)
{
    /// <summary>Seconds, then minutes, then hours.</summary>
    public static readonly IReadOnlyList<TimeSpan> DefaultInquiryIntervals =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6),
    ];
}

/// <summary>Output of <see cref="CheckoutWorkflow"/>.</summary>
/// <param name="Completed">True: paid and delivered. False: not charged, unless <paramref name="Unconfirmed"/> names undos.</param>
/// <param name="ReasonCode">Why it failed, e.g. <c>CARD_DECLINED</c>; null when completed.</param>
/// <param name="Unconfirmed">Undos that could not be confirmed in time; people have to look at them.</param>
public sealed record CheckoutOutcome(bool Completed, string? ReasonCode, IReadOnlyList<string> Unconfirmed);

using Checkout.Contracts;
using Checkout.Contracts.Operations;
using Checkout.Contracts.Payments;
using Checkout.Payments.Vault;

namespace Checkout.Payments;

/// <summary>
/// What this service knows about the payment of one order; state key <c>payment-{trackingNumber}</c>. Nothing here is card data.
/// </summary>
internal sealed record Payment
{
    public required string TrackingNumber { get; init; }

    public required string TenantId { get; init; }

    /// <summary>The authorisation that was last sent, written before it is sent; null when the order never came so far.</summary>
    public PaymentAuthorization? Authorization { get; init; }

    /// <summary>The authorisations before the last one, each definitely refused.</summary>
    public IReadOnlyList<PaymentAuthorization> Earlier { get; init; } = [];

    /// <summary>What the PSP last said, as far as it may count (see <see cref="PaymentProgress"/>).</summary>
    public PaymentStatus Status { get; init; } = PaymentStatus.Unknown;

    public string? PspReference { get; init; }

    public PaymentAction? Action { get; init; }

    /// <summary>Whether the shopper has been asked to do something in the last attempt; the card is forgotten from then on.</summary>
    public bool Challenged { get; init; }

    /// <summary>What the shopper's browser brought back from the challenges of the last attempt.</summary>
    public PaymentReturn? Returned { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>The PSP's token of the method that paid.</summary>
    public string? MethodToken { get; init; }

    /// <summary>Number of the next capture at the PSP; grows when the PSP has bound an error to the one before.</summary>
    public int CaptureNumber { get; init; } = 1;

    /// <summary>The PSP has refused to capture; the amount is still held until the reversal.</summary>
    public bool CaptureRefused { get; init; }

    /// <summary>The URN under which the paying card was stored after the capture.</summary>
    public string? StoredMethodUrn { get; init; }

    /// <summary>Set from the moment on that the order must not be charged any more. It never goes away.</summary>
    public PaymentReversalState? Reversal { get; init; }

    /// <summary>What was done and heard, for operators.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>An authorisation, as it was sent to the PSP.</summary>
/// <param name="CustomerUrn">Who pays.</param>
/// <param name="Amount">What.</param>
/// <param name="Provider">To whom it was sent.</param>
/// <param name="Attempt">Counts the authorisations of the order.</param>
/// <param name="Card">The fresh card as it may be shown; null for a stored method.</param>
/// <param name="StoreOnSuccess">Whether to store the card after the capture.</param>
/// <param name="FirstSentAt">When this attempt was first sent: its idempotency key is good for a day from then on.</param>
/// <param name="LastSentAt">When it was sent again for the last time: until a while after that it may still arrive at the PSP.</param>
/// <param name="Channel">How the shopper pays.</param>
/// <param name="Authenticate">Whether 3-D Secure was demanded.</param>
/// <param name="RepeatableFor">How long after <paramref name="FirstSentAt"/> it may be sent again under its idempotency key.</param>
/// <param name="MayMove">Whether another PSP may try after a refusal: nobody forced this one, and it keeps no token that pays.</param>
internal sealed record PaymentAuthorization(
    string CustomerUrn,
    Money Amount,
    string Provider,
    int Attempt,
    MaskedCard? Card,
    bool StoreOnSuccess,
    DateTimeOffset FirstSentAt,
    DateTimeOffset LastSentAt,
    PaymentChannel Channel = PaymentChannel.CreditCard,
    bool Authenticate = false,
    bool MayMove = false,
    TimeSpan RepeatableFor = default);

/// <summary>A card as people may see it.</summary>
/// <param name="Number">First six and last four digits.</param>
/// <param name="Scheme">E.g. <c>Visa</c>.</param>
/// <param name="ExpiryMonth">1 to 12.</param>
/// <param name="ExpiryYear">Four digits.</param>
/// <param name="Alias">The shopper's own label.</param>
internal sealed record MaskedCard(string Number, string Scheme, int ExpiryMonth, int ExpiryYear, string? Alias)
{
    public static MaskedCard Of(CardData card) => new(
        CardNumber.Mask(card.Number.Reveal()), CardNumber.Scheme(card.Number.Reveal()), card.ExpiryMonth, card.ExpiryYear, card.Alias);
}

/// <summary>The tombstone of a payment that is to be, or has been, given back.</summary>
/// <param name="RequestedAt">When it was first asked for.</param>
/// <param name="Number">Number of the next void or refund at the PSP.</param>
/// <param name="ConfirmedAt">When the PSP said that nothing is held or taken; null until then.</param>
/// <param name="Kind">How it was given back.</param>
internal sealed record PaymentReversalState(
    DateTimeOffset RequestedAt, int Number = 1, DateTimeOffset? ConfirmedAt = null, string? Kind = null);

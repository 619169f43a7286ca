namespace Checkout.Local.Psps.PayPal;

/// <summary>An order as the ledger keeps it. Amounts are minor units.</summary>
internal sealed record PayPalOrder
{
    /// <summary>PayPal's identifier.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="PayPalStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>What is to be paid.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>The merchant's name of the one purchase unit.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>The merchant's own reference, which every event repeats.</summary>
    public string? CustomId { get; init; }

    /// <summary>The merchant's invoice; it is paid once.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>Where an approving buyer goes.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>Where a cancelling buyer goes.</summary>
    public required string CancelUrl { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Account of the buyer who approved.</summary>
    public string? Buyer { get; init; }

    /// <summary>PayPal's identifier of that account.</summary>
    public string? PayerId { get; init; }

    /// <summary>The one authorisation, once it was made.</summary>
    public PayPalAuthorization? Authorization { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PayPalCapture> Captures { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PayPalRefund> Refunds { get; init; } = [];

    /// <summary>What may still be captured.</summary>
    public long Capturable =>
        Amount - Captures.Where(capture => capture.Status is not PayPalStatus.Declined).Sum(capture => capture.Amount);

    /// <summary>What of a capture may still be refunded.</summary>
    public long Refundable(PayPalCapture capture) => capture.Amount
        - Refunds.Where(refund => string.Equals(refund.CaptureId, capture.Id, StringComparison.Ordinal)).Sum(refund => refund.Amount);

    /// <summary>A capture of the order.</summary>
    /// <exception cref="PayPalException">There is none.</exception>
    public PayPalCapture GetCapture(string id) =>
        Captures.FirstOrDefault(capture => string.Equals(capture.Id, id, StringComparison.Ordinal)) ?? throw PayPalException.NotFound();

    /// <summary>The same with one capture changed.</summary>
    public PayPalOrder With(PayPalCapture capture) => this with
    {
        Captures = [.. Captures.Select(it => string.Equals(it.Id, capture.Id, StringComparison.Ordinal) ? capture : it)],
    };
}

/// <summary>An authorisation of an order's whole amount.</summary>
/// <param name="Id">PayPal's identifier.</param>
/// <param name="Status">One of <see cref="PayPalStatus"/>.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record PayPalAuthorization(string Id, string Status, DateTimeOffset CreatedAt);

/// <summary>A capture of an authorisation.</summary>
/// <param name="Id">PayPal's identifier.</param>
/// <param name="Status">One of <see cref="PayPalStatus"/>.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="IsFinal">Whether the rest was let go with it.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record PayPalCapture(string Id, string Status, long Amount, bool IsFinal, DateTimeOffset CreatedAt);

/// <summary>A refund of a capture.</summary>
/// <param name="Id">PayPal's identifier.</param>
/// <param name="CaptureId">The capture.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record PayPalRefund(string Id, string CaptureId, long Amount, DateTimeOffset CreatedAt);

/// <summary>PayPal's words for where something stands.</summary>
internal static class PayPalStatus
{
    /// <summary>Of an order: the buyer has to approve.</summary>
    public const string PayerActionRequired = "PAYER_ACTION_REQUIRED";

    /// <summary>Of an order: the buyer has approved; nothing is held.</summary>
    public const string Approved = "APPROVED";

    /// <summary>Of an order: it was authorised. Of a capture or a refund: done.</summary>
    public const string Completed = "COMPLETED";

    /// <summary>Of an authorisation: the amount is held.</summary>
    public const string Created = "CREATED";

    /// <summary>Of an authorisation: nothing is held.</summary>
    public const string Denied = "DENIED";

    /// <summary>Of an authorisation: let go.</summary>
    public const string Voided = "VOIDED";

    /// <summary>Of an authorisation: all of it is taken.</summary>
    public const string Captured = "CAPTURED";

    /// <summary>Of an authorisation: a part of it is taken.</summary>
    public const string PartiallyCaptured = "PARTIALLY_CAPTURED";

    /// <summary>Of a capture: the bank still works on it.</summary>
    public const string Pending = "PENDING";

    /// <summary>Of a capture: nothing was taken.</summary>
    public const string Declined = "DECLINED";

    /// <summary>Of a capture: all of it went back.</summary>
    public const string Refunded = "REFUNDED";

    /// <summary>Of a capture: a part of it went back.</summary>
    public const string PartiallyRefunded = "PARTIALLY_REFUNDED";
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.Ledger;

/// <summary>What happened to a payment. The names are stored: they may be added to, not changed.</summary>
[JsonConverter(typeof(EntryKindConverter))]
internal enum EntryKind
{
    /// <summary>The merchant asked for the payment.</summary>
    Created,

    /// <summary>The issuer wants to see the shopper.</summary>
    ChallengeRequested,

    /// <summary>The shopper approved.</summary>
    ChallengeApproved,

    /// <summary>The shopper rejected.</summary>
    ChallengeRejected,

    /// <summary>The issuer holds the amount.</summary>
    Authorized,

    /// <summary>The issuer refused the payment.</summary>
    Declined,

    /// <summary>The amount was taken: a charge.</summary>
    Captured,

    /// <summary>The issuer refused to let the held amount be taken.</summary>
    CaptureFailed,

    /// <summary>A held amount was let go.</summary>
    Voided,

    /// <summary>The payment was ended before anything was held.</summary>
    Canceled,

    /// <summary>Taken money went back.</summary>
    Refunded,

    /// <summary>A refund did not reach the shopper: the money is the merchant's again.</summary>
    RefundFailed,
}

/// <summary>One line of the books; never changed and never deleted.</summary>
/// <param name="Sequence">Grows over the whole ledger.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Amount">Minor units, 0 or more.</param>
/// <param name="At">When, UTC.</param>
internal sealed record LedgerEntry(long Sequence, EntryKind Kind, long Amount, DateTimeOffset At);

/// <summary>Writes kinds as <c>challenge_requested</c>.</summary>
internal sealed class EntryKindConverter() : JsonStringEnumConverter<EntryKind>(JsonNamingPolicy.SnakeCaseLower);

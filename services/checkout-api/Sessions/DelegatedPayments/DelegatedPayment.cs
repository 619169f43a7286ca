namespace Checkout.Api.Sessions.DelegatedPayments;

/// <summary>What a shopper allows an agent to do with a card, once.</summary>
/// <param name="SessionId">The one session that may be paid.</param>
/// <param name="MaxAmount">The most that may be charged, minor units.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="ExpiresAt">From then on nothing may be charged, UTC.</param>
internal sealed record Allowance(string SessionId, long MaxAmount, string Currency, DateTimeOffset ExpiresAt);

/// <summary>
/// A card that waits in the vault for one payment of one session. Of the card this document holds what anybody may see (PCI DSS 3.4.1).
/// </summary>
/// <param name="Token">What the agent calls it by: <c>vt_</c> and a ULID.</param>
/// <param name="TenantId">The merchant that may be paid.</param>
/// <param name="CardToken">The card, in payment-activity's vault.</param>
/// <param name="Allowance">What it may pay; its end is never later than the vault's.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CardEnding">The card's last four digits.</param>
/// <param name="CardType">Its scheme, e.g. <c>Visa</c>.</param>
internal sealed record DelegatedPayment(
    string Token,
    string TenantId,
    string CardToken,
    Allowance Allowance,
    DateTimeOffset CreatedAt,
    string? CardEnding = null,
    string? CardType = null)
{
    /// <summary>The attempt of the session that has taken the card, from 1; null while nobody has.</summary>
    public int? UsedByAttempt { get; init; }
}

/// <summary>Why a token does not pay.</summary>
internal enum TokenRefusal
{
    /// <summary>Nobody has it here, or another tenant.</summary>
    Unknown,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It has paid already, or has been declined.</summary>
    Used,

    /// <summary>It is meant for another session.</summary>
    OtherSession,

    /// <summary>The session is in another currency.</summary>
    OtherCurrency,

    /// <summary>The session costs more than it may pay.</summary>
    OverLimit,

    /// <summary>A stored method of another customer than the session's.</summary>
    OtherCustomer,
}

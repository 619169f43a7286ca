using System.Text.Json.Serialization;
using Checkout.Local.Psps.Stripe;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>How a challenge ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChallengeOutcome>))]
internal enum ChallengeOutcome
{
    /// <summary>The shopper has not decided.</summary>
    Open,

    /// <summary>The shopper approved.</summary>
    Approved,

    /// <summary>The shopper rejected.</summary>
    Rejected,

    /// <summary>The payment stopped waiting before the shopper decided.</summary>
    Withdrawn,
}

/// <summary>A 3-D Secure challenge, or the approval of a payment without a card, with what its page shows.</summary>
/// <param name="Id">Cannot be guessed: who has it may decide.</param>
/// <param name="PaymentId">The payment that waits.</param>
/// <param name="PaymentMethodId">What is to pay.</param>
/// <param name="ReturnUrl">The merchant's page to go to afterwards.</param>
/// <param name="Brand">Scheme of the card, or kind of the method without one.</param>
/// <param name="LastFour">Last four digits of the card; empty without one.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Outcome">How it ended; decided once.</param>
/// <param name="Provider">The PSP that asked for it.</param>
/// <param name="Transaction">3-D Secure's identifier, for a challenge within the shop's own page; null for one by redirect.</param>
internal sealed record Challenge(
    string Id,
    string PaymentId,
    string PaymentMethodId,
    string ReturnUrl,
    string Brand,
    string LastFour,
    long Amount,
    string Currency,
    ChallengeOutcome Outcome = ChallengeOutcome.Open,
    string Provider = PaymentIntentStore.Provider,
    string? Transaction = null)
{
    /// <summary>Whether a card's issuer asks, and not Klarna or a bank.</summary>
    [JsonIgnore]
    public bool IsByCard => LastFour.Length > 0;

    /// <summary>Whether a PSP asked for it.</summary>
    public bool IsOf(string provider) => string.Equals(Provider, provider, StringComparison.Ordinal);
}

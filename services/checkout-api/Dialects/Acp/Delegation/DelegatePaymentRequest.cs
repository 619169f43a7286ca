using System.Text.Json.Serialization;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Acp.Delegation;

/// <summary>Body of <c>POST /agentic_commerce/delegate_payment</c>, the same in both versions.</summary>
/// <param name="PaymentMethod">The card.</param>
/// <param name="Allowance">What it may pay.</param>
/// <param name="BillingAddress">Of its holder; checked, and kept nowhere.</param>
/// <param name="RiskSignals">What the agent thinks of it.</param>
/// <param name="Metadata">The agent's own notes; they come back in the answer.</param>
internal sealed record DelegatePaymentRequest(
    DelegatedCard? PaymentMethod,
    AllowanceBody? Allowance,
    AddressBody? BillingAddress,
    IReadOnlyList<RiskSignal?>? RiskSignals,
    IReadOnlyDictionary<string, string?>? Metadata)
{
    /// <summary>The card for the vault, once <see cref="DelegatePaymentRequestValidator"/> has passed it.</summary>
    public CardData ToCardData() => new(
        HolderName!,
        PaymentMethod!.Number,
        FreshCardValidator.MonthOf(PaymentMethod.Month)!.Value,
        FreshCardValidator.YearOf(PaymentMethod.ExpYear)!.Value,
        PaymentMethod.Cvc);

    /// <summary>The name on the card; agents that leave it out name the holder in the billing address.</summary>
    [JsonIgnore]
    public string? HolderName => PaymentMethod?.Name ?? BillingAddress?.Name;
}

/// <summary>A card on its way into the vault.</summary>
/// <param name="Type"><c>card</c>.</param>
/// <param name="NumberKind"><c>fpan</c>; a network token is not taken, because its cryptogram has no way to the PSPs.</param>
/// <param name="Number">12 to 19 digits.</param>
/// <param name="ExpMonth">1 to 12.</param>
/// <param name="ExpYear">Four digits.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Cvc">Three or four digits; the PSPs insist on it.</param>
/// <param name="ChecksPerformed">What was checked before.</param>
/// <param name="Iin">Its first digits.</param>
/// <param name="DisplayCardFundingType"><c>credit</c>, <c>debit</c> or <c>prepaid</c>.</param>
/// <param name="DisplayLast4">Its last four digits.</param>
/// <param name="EciValue">Of an authentication.</param>
/// <param name="Metadata">The agent's own notes.</param>
internal sealed record DelegatedCard(
    string? Type,
    [property: JsonPropertyName("card_number_type")] string? NumberKind,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Number,
    string? ExpMonth,
    string? ExpYear,
    string? Name,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Cvc,
    IReadOnlyList<string?>? ChecksPerformed,
    string? Iin,
    string? DisplayCardFundingType,
    string? DisplayLast4,
    string? EciValue,
    IReadOnlyDictionary<string, string?>? Metadata)
{
    /// <summary>The month with two digits; the protocol allows one.</summary>
    [JsonIgnore]
    public string? Month => ExpMonth?.PadLeft(2, '0');
}

/// <summary>What the card may pay.</summary>
/// <param name="Reason"><c>one_time</c>.</param>
/// <param name="MaxAmount">The most that may be charged, minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="CheckoutSessionId">The one session that it may pay.</param>
/// <param name="MerchantId">What the agent calls the merchant; the API key alone says who that is.</param>
/// <param name="ExpiresAt">RFC 3339.</param>
internal sealed record AllowanceBody(
    string? Reason, long? MaxAmount, string? Currency, string? CheckoutSessionId, string? MerchantId, DateTimeOffset? ExpiresAt)
{
    public Allowance ToAllowance() => new(CheckoutSessionId!, MaxAmount!.Value, Currency!.ToUpperInvariant(), ExpiresAt!.Value);
}

/// <summary>What the agent thinks of the card.</summary>
internal sealed record RiskSignal(string? Type, int? Score, string? Action);

/// <summary>The answer.</summary>
/// <param name="Id">The token.</param>
/// <param name="Created">When it was given out, UTC.</param>
/// <param name="Metadata">What the agent has sent; <c>expires_at</c> is when the token really ends.</param>
internal sealed record DelegatePaymentResponse(string Id, DateTimeOffset Created, IReadOnlyDictionary<string, string> Metadata);

using System.Text.Json.Serialization;

namespace Checkout.Contracts.Payments;

/// <summary>What a merchant says of a payment that is made elsewhere.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExternalOutcome>))]
public enum ExternalOutcome
{
    /// <summary>It is paid, or certain to be.</summary>
    Authorized,

    /// <summary>The payer's means of payment was refused; the shopper may pay in another way.</summary>
    Refused,

    /// <summary>It went wrong for good.</summary>
    Failed,
}

/// <summary>Body and answer of <c>PUT /external-payments/{tenantId}/{reference}</c>; the answer has the word that counts, the first one.</summary>
/// <param name="Outcome">What became of the payment.</param>
public sealed record ExternalOutcomeTold(ExternalOutcome Outcome)
{
    /// <summary>Reason code of an order whose payment went wrong for good elsewhere: it cannot be paid again.</summary>
    public const string FailedReason = "PAYMENT_FAILED";
}

using System.Text.Json.Serialization;

namespace Checkout.Contracts.Payments;

/// <summary>Whether the same payment could succeed another time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeclineKind>))]
public enum DeclineKind
{
    /// <summary>For now: the same method may pay later or in another way.</summary>
    Soft,

    /// <summary>For good: this method will not pay, as it was given.</summary>
    Hard,
}

/// <summary>What may help after a decline.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeclineAdvice>))]
public enum DeclineAdvice
{
    /// <summary>Nothing is wrong with the method: submit the order again after a while.</summary>
    TryAgainLater,

    /// <summary>The details were entered wrongly: let the shopper correct them.</summary>
    CorrectDetails,

    /// <summary>Let the shopper pay with something else.</summary>
    UseAnotherMethod,

    /// <summary>The issuer wants to see the shopper: pay with 3-D Secure.</summary>
    Authenticate,

    /// <summary>The shopper has stopped; ask whether to try again.</summary>
    AskShopper,
}

/// <summary>How final a decline is, in one vocabulary whatever the PSP calls it.</summary>
/// <param name="Kind">Soft or hard.</param>
/// <param name="Advice">What may help.</param>
public sealed record PaymentDecline(DeclineKind Kind, DeclineAdvice Advice);

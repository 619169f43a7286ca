using System.Text.Json.Nodes;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>What a shopper's browser brought back, as Adyen wants to be told of it with <c>POST /payments/details</c>.</summary>
/// <param name="Name">Name of the detail.</param>
/// <param name="Value">Its value.</param>
/// <param name="PaymentData">From the step.</param>
internal sealed record AdyenReturns(string Name, string Value, string? PaymentData)
{
    private const string Unavailable = "U";
    private const string Completed = "Y";

    /// <summary>Tells the same step with the same outcome apart from all others, within an idempotency key.</summary>
    public string Key => ShortHash.Of(Name is "redirectResult" ? Value : $"{Name}:{PaymentData}:{Value}");

    /// <summary>What there is to tell about a step.</summary>
    /// <param name="step">The step that the payment waits for.</param>
    /// <param name="returned">All that came back so far; what belongs to another step is left alone.</param>
    /// <returns>Null while there is nothing to tell.</returns>
    public static AdyenReturns? Of(AdyenStep step, PaymentReturn? returned) => step.ResultCode switch
    {
        AdyenResultCodes.RedirectShopper when returned?.RedirectResult is { } result => new("redirectResult", result, step.PaymentData),
        AdyenResultCodes.IdentifyShopper when step.Html is null => Fingerprint(step, Unavailable),
        AdyenResultCodes.IdentifyShopper when Told(step, returned?.ThreeDSMethodData) is { } told =>
            Fingerprint(step, told.Completion ?? Completed),
        AdyenResultCodes.ChallengeShopper when Told(step, returned?.CRes) is { Status: { } status } =>
            new("threeds2.challengeResult", AdyenThreeDSToken.ChallengeResultOf(status), step.PaymentData),
        _ => null,
    };

    /// <summary>The request.</summary>
    public JsonObject ToRequest()
    {
        var request = new JsonObject { ["details"] = new JsonObject { [Name] = Value } };
        if (PaymentData is not null)
        {
            request["paymentData"] = PaymentData;
        }

        return request;
    }

    private static AdyenReturns Fingerprint(AdyenStep step, string completion) =>
        new("threeds2.fingerprint", AdyenThreeDSToken.FingerprintOf(completion), step.PaymentData);

    private static AdyenThreeDSToken? Told(AdyenStep step, string? text) =>
        AdyenThreeDSToken.Read(text) is { } told && string.Equals(told.Transaction, step.Transaction, StringComparison.Ordinal)
            ? told
            : null;
}

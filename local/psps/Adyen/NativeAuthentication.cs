using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>3-D Secure within the shop's page: the merchant tells of the fingerprint, and then of the challenge.</summary>
internal static class NativeAuthentication
{
    private const string Prefix = "D";

    /// <summary>What the merchant sends back with the outcome of a step.</summary>
    public static string PaymentDataOf(AdyenPayment payment) => Prefix + payment.ChallengeId;

    /// <summary>The fingerprint was taken, or not: now the shopper is challenged. A payment that is further keeps its state.</summary>
    public static AdyenPayment Identified(LedgerTransaction ledger, AdyenBody request, string fingerprint)
    {
        var (payment, _) = Waiting(ledger, request);
        if (Told(fingerprint, "threeDSCompInd") is not ("Y" or "N" or "U"))
        {
            throw AdyenException.Invalid("14_019", "Invalid threeds2.fingerprint provided");
        }

        return payment.Status is AdyenStatus.IdentifyShopper
            ? ledger.SaveAdyen(payment with { Status = AdyenStatus.ChallengeShopper })
            : payment;
    }

    /// <summary>The challenge is over: authorises or refuses, as the issuer knows the shopper to have decided.</summary>
    public static AdyenPayment Challenged(LedgerTransaction ledger, AdyenBody request, string challengeResult)
    {
        var (payment, challenge) = Waiting(ledger, request);
        var status = Told(challengeResult, "transStatus")
            ?? throw AdyenException.Invalid("14_019", "Invalid threeds2.challengeResult provided");
        return payment.Status is not AdyenStatus.ChallengeShopper ? payment
            : status is "Y" && challenge.Outcome is ChallengeOutcome.Approved ? Authorisation.Approve(ledger, payment)
            : Authorisation.Refuse(ledger, payment, Refusals.NotAuthenticated);
    }

    private static (AdyenPayment Payment, Challenge Challenge) Waiting(LedgerTransaction ledger, AdyenBody request)
    {
        var paymentData = request.RequiredText("paymentData");
        return paymentData.StartsWith(Prefix, StringComparison.Ordinal)
            && ledger.Documents.Find<Challenge>(paymentData[Prefix.Length..]) is { Transaction: not null } challenge
                ? (ledger.GetAdyen(challenge.PaymentId), challenge)
                : throw AdyenException.Invalid("14_012", "The provided paymentData is invalid");
    }

    private static string? Told(string text, string name)
    {
        try
        {
            return (string?)JsonNode.Parse(Convert.FromBase64String(text))?[name];
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

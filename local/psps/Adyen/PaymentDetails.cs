using System.Collections.Frozen;
using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary><c>POST /payments/details</c>: the payment goes on after the shopper came back.</summary>
internal static class PaymentDetails
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["authenticationData", "details", "paymentData", "threeDSAuthenticationOnly"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> KnownDetails =
        FrozenSet.ToFrozenSet(["redirectResult", "threeds2.challengeResult", "threeds2.fingerprint"], StringComparer.Ordinal);

    /// <summary>Authorises or refuses, as the shopper decided; a payment that has its result keeps it.</summary>
    public static AdyenAnswer Run(AdyenRequest request, LedgerTransaction ledger)
    {
        var details = request.Body.Only(Known).RequiredObject("details").Only(KnownDetails);
        if (details.Text("threeds2.fingerprint") is { } fingerprint)
        {
            return Authorisation.Answer(NativeAuthentication.Identified(ledger, request.Body, fingerprint));
        }

        if (details.Text("threeds2.challengeResult") is { } challengeResult)
        {
            return Authorisation.Answer(NativeAuthentication.Challenged(ledger, request.Body, challengeResult));
        }

        var challenge = AdyenAuthentication.ChallengeOf(ledger, details.RequiredText("redirectResult"));
        var payment = ledger.GetAdyen(challenge.PaymentId);
        if (payment.Status is not AdyenStatus.RedirectShopper)
        {
            return Authorisation.Answer(payment);
        }

        return Authorisation.Answer(challenge.Outcome is ChallengeOutcome.Approved
            ? Authorisation.Approve(ledger, payment)
            : Authorisation.Refuse(ledger, payment, Refusals.NotAuthenticated));
    }
}

using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace Checkout.Local.Psps.Adyen;

/// <summary>
/// What a challenge means for an Adyen payment: the shopper's decision is kept, and no card is authorised before the merchant submits the
/// <c>redirectResult</c> with which the browser comes back.
/// </summary>
internal static class AdyenAuthentication
{
    private const string Prefix = "X";

    /// <summary>Whether the payment still waits for this challenge.</summary>
    public static bool IsAwaited(LedgerTransaction ledger, Challenge challenge) =>
        ledger.GetAdyen(challenge.PaymentId) is var payment && AdyenStatus.WaitsForShopper(payment.Status)
        && string.Equals(payment.ChallengeId, challenge.Id, StringComparison.Ordinal);

    /// <summary>Books the shopper's decision; what is approved elsewhere goes on at once, whether the shopper comes back or not.</summary>
    public static void Complete(LedgerTransaction ledger, Challenge challenge, bool approved)
    {
        ledger.Entries.Append(
            challenge.PaymentId, approved ? EntryKind.ChallengeApproved : EntryKind.ChallengeRejected, challenge.Amount);
        var payment = ledger.GetAdyen(challenge.PaymentId);
        if (payment.Method.IsApprovedElsewhere)
        {
            _ = approved ? Authorisation.Approve(ledger, payment) : Authorisation.Cancel(ledger, payment);
        }
    }

    /// <summary>The way back to the merchant.</summary>
    public static string ReturnUrl(Challenge challenge) =>
        QueryHelpers.AddQueryString(challenge.ReturnUrl, "redirectResult", Prefix + challenge.Id);

    /// <summary>The decided challenge that a <c>redirectResult</c> stands for.</summary>
    /// <exception cref="AdyenException">It stands for none.</exception>
    public static Challenge ChallengeOf(LedgerTransaction ledger, string redirectResult) =>
        redirectResult.StartsWith(Prefix, StringComparison.Ordinal)
        && ledger.Documents.Find<Challenge>(redirectResult[Prefix.Length..]) is { Outcome: not ChallengeOutcome.Open } challenge
        && challenge.IsOf(AdyenPaymentStore.Provider) && challenge.Transaction is null
            ? challenge
            : throw AdyenException.Invalid("14_018", "Invalid redirectResult provided");
}

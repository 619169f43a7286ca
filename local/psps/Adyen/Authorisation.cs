using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>Asks the issuer and writes down what it says.</summary>
internal static class Authorisation
{
    /// <summary>The first question, with <c>POST /payments</c>.</summary>
    /// <returns>The result of the payment.</returns>
    public static AdyenAnswer Ask(LedgerTransaction ledger, AdyenPayment payment, string returnUrl, string publicUrl, bool isAuthenticated)
    {
        if (Refusals.AtAuthorisation(payment.Method.Behaviour, isAuthenticated) is { } refusal)
        {
            ledger.Entries.Append(payment.PspReference, EntryKind.Declined, payment.Amount.Value);
            return Answer(Refuse(ledger, payment, refusal));
        }

        if (payment.Method.Type is AdyenMethod.DirectDebit)
        {
            return Answer(AdyenDebits.Submit(ledger, payment));
        }

        return payment.Method.IsApprovedElsewhere
            || payment.Method.Behaviour is CardBehaviour.Challenges or CardBehaviour.WantsAuthentication
            ? Answer(Challenge(ledger, payment, returnUrl, publicUrl))
            : Answer(Approve(ledger, payment)) with { IsHeldBack = payment.Method.Behaviour is CardBehaviour.AnswersLate };
    }

    /// <summary>The issuer holds the amount; what is taken at once is taken.</summary>
    /// <returns>The payment as saved.</returns>
    public static AdyenPayment Approve(LedgerTransaction ledger, AdyenPayment payment)
    {
        var amount = payment.Amount with { Value = payment.Method.Card?.Held(payment.Amount.Value) ?? payment.Amount.Value };
        var status = payment.Method.IsTakenAtOnce ? AdyenStatus.Captured : AdyenStatus.Authorised;
        var approved = payment with { Status = status, Amount = amount, ChallengeUrl = null };
        if (payment is { IsStored: true, ShopperReference: { } shopper, Method.Card: { } card })
        {
            var stored = new AdyenStoredCard(AdyenId.New(), shopper, card);
            ledger.Documents.Save(stored.Id, stored);
            approved = approved with { StoredPaymentMethodId = stored.Id };
        }

        ledger.Entries.Append(payment.PspReference, EntryKind.Authorized, amount.Value);
        if (payment.Method.IsTakenAtOnce)
        {
            ledger.Entries.Append(payment.PspReference, EntryKind.Captured, amount.Value);
        }

        ledger.Notify(approved, "AUTHORISATION", approved.PspReference, original: null, success: true);
        return ledger.SaveAdyen(approved);
    }

    /// <summary>The issuer refuses.</summary>
    /// <returns>The payment as saved.</returns>
    public static AdyenPayment Refuse(LedgerTransaction ledger, AdyenPayment payment, string refusal)
    {
        var refused = payment with { Status = AdyenStatus.Refused, RefusalReasonCode = refusal, ChallengeUrl = null };
        ledger.Notify(
            refused, "AUTHORISATION", refused.PspReference, original: null, success: false, reason: Refusals.Describe(refusal));
        return ledger.SaveAdyen(refused);
    }

    /// <summary>The shopper wants no more.</summary>
    /// <returns>The payment as saved.</returns>
    public static AdyenPayment Cancel(LedgerTransaction ledger, AdyenPayment payment)
    {
        var cancelled = payment with { Status = AdyenStatus.Cancelled, RefusalReasonCode = Refusals.ShopperCancelled, ChallengeUrl = null };
        ledger.Notify(
            cancelled, "AUTHORISATION", cancelled.PspReference, original: null, success: false,
            reason: Refusals.Describe(Refusals.ShopperCancelled));
        return ledger.SaveAdyen(cancelled);
    }

    /// <summary>The result of a payment as it stands.</summary>
    public static AdyenAnswer Answer(AdyenPayment payment) => AdyenAnswer.Ok(PaymentAnswer.Of(payment));

    private static AdyenPayment Challenge(LedgerTransaction ledger, AdyenPayment payment, string returnUrl, string publicUrl)
    {
        var challenge = new Challenge(
            $"acs_{AdyenId.New()}{AdyenId.New()}",
            payment.PspReference,
            payment.Method.Card?.Fingerprint ?? payment.Method.Type,
            returnUrl,
            payment.Method.Card?.Brand ?? payment.Method.Type,
            payment.Method.Card?.LastFour ?? string.Empty,
            payment.Amount.Value,
            payment.Amount.Currency,
            Provider: AdyenPaymentStore.Provider);
        ledger.Documents.Save(challenge.Id, challenge);
        ledger.Entries.Append(payment.PspReference, EntryKind.ChallengeRequested, payment.Amount.Value);
        return ledger.SaveAdyen(payment with
        {
            Status = AdyenStatus.RedirectShopper,
            ChallengeId = challenge.Id,
            ChallengeUrl = $"{publicUrl}/acs/{challenge.Id}",
        });
    }
}

using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>How a shopper is asked to confirm a payment.</summary>
/// <param name="ReturnUrl">Where the browser goes afterwards.</param>
/// <param name="PublicUrl">Address of the access control server.</param>
/// <param name="IsDemanded">Whether the merchant demands 3-D Secure.</param>
/// <param name="IsNative">Whether the merchant can challenge within its own page.</param>
internal sealed record ChallengeWay(string ReturnUrl, string PublicUrl, bool IsDemanded, bool IsNative);

/// <summary>Asks the issuer and writes down what it says.</summary>
internal static class Authorisation
{
    /// <summary>The first question, with <c>POST /payments</c>.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="payment">What is to be paid.</param>
    /// <param name="way">How the shopper is asked, if need be.</param>
    /// <returns>The result of the payment.</returns>
    public static AdyenAnswer Ask(LedgerTransaction ledger, AdyenPayment payment, ChallengeWay way)
    {
        var behaviour = payment.Method.Behaviour;
        if (Refusals.AtAuthorisation(behaviour, way.IsDemanded) is { } refusal)
        {
            ledger.Entries.Append(payment.PspReference, EntryKind.Declined, payment.Amount.Value);
            return Answer(Refuse(ledger, payment, refusal));
        }

        if (payment.Method.Type is AdyenMethod.DirectDebit)
        {
            return Answer(AdyenDebits.Submit(ledger, payment));
        }

        return payment.Method.IsApprovedElsewhere
            || behaviour is CardBehaviour.Challenges or CardBehaviour.ChallengesByForm or CardBehaviour.WantsAuthentication
            ? Answer(Challenge(ledger, payment, way))
            : Answer(Approve(ledger, payment)) with { IsHeldBack = behaviour is CardBehaviour.AnswersLate };
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

    private static AdyenPayment Challenge(LedgerTransaction ledger, AdyenPayment payment, ChallengeWay way)
    {
        var challenge = new Challenge(
            $"acs_{AdyenId.New()}{AdyenId.New()}",
            payment.PspReference,
            payment.Method.Card?.Fingerprint ?? payment.Method.Type,
            way.ReturnUrl,
            payment.Method.Card?.Brand ?? payment.Method.Type,
            payment.Method.Card?.LastFour ?? string.Empty,
            payment.Amount.Value,
            payment.Amount.Currency,
            Provider: AdyenPaymentStore.Provider,
            Transaction: way.IsNative && payment.Method.Card is not null ? Guid.NewGuid().ToString() : null);
        ledger.Documents.Save(challenge.Id, challenge);
        ledger.Entries.Append(payment.PspReference, EntryKind.ChallengeRequested, payment.Amount.Value);
        return ledger.SaveAdyen(payment with
        {
            Status = challenge.Transaction is null ? AdyenStatus.RedirectShopper : AdyenStatus.IdentifyShopper,
            ChallengeId = challenge.Id,
            ChallengeUrl = $"{way.PublicUrl}/acs/{challenge.Id}",
            NotificationUrl = way.ReturnUrl,
            Transaction = challenge.Transaction,
        });
    }
}

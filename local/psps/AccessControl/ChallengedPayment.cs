using Checkout.Local.Psps.Adyen;
using Checkout.Local.Psps.Ledger;
using Checkout.Local.Psps.Stripe;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>What a challenge means for the payment that waits for it, at the PSP that asked for it.</summary>
internal static class ChallengedPayment
{
    /// <summary>Whether the payment still waits for this challenge.</summary>
    public static bool IsAwaited(LedgerTransaction ledger, Challenge challenge) => challenge.IsOf(AdyenPaymentStore.Provider)
        ? AdyenAuthentication.IsAwaited(ledger, challenge)
        : ShopperAuthentication.IsAwaited(ledger, challenge);

    /// <summary>Goes on with the payment after the shopper has decided.</summary>
    public static void Complete(LedgerTransaction ledger, Challenge challenge, bool approved)
    {
        if (challenge.IsOf(AdyenPaymentStore.Provider))
        {
            AdyenAuthentication.Complete(ledger, challenge, approved);
        }
        else
        {
            ShopperAuthentication.Complete(ledger, challenge, approved);
        }
    }

    /// <summary>The way back to the merchant.</summary>
    public static string ReturnUrl(Challenge challenge) => challenge.IsOf(AdyenPaymentStore.Provider)
        ? AdyenAuthentication.ReturnUrl(challenge)
        : ShopperAuthentication.ReturnUrl(challenge);
}

using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary><c>GET /v1/payment_intents/{id}</c></summary>
internal static class RetrievePaymentIntent
{
    /// <summary>Shows a payment.</summary>
    public static StripeAnswer Run(StripeRequest request, LedgerTransaction ledger)
    {
        var intent = ledger.GetIntent(request.Id);
        return request.Expands("latest_charge") ? StripeAnswer.Ok(Charge.Expanded(intent, ledger)) : StripeAnswer.Ok(intent);
    }
}

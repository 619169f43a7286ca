using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Payment intents in the ledger.</summary>
internal static class PaymentIntentStore
{
    /// <summary>Name of this provider in the ledger.</summary>
    public const string Provider = "stripe";

    /// <summary>Metadata entry that is the merchant's own reference of a payment.</summary>
    public const string ReferenceName = "tracking_number";

    /// <summary>Reads a payment intent.</summary>
    /// <exception cref="StripeException">There is none: <c>resource_missing</c>.</exception>
    public static PaymentIntent GetIntent(this LedgerTransaction ledger, string id, string param = "intent") =>
        ledger.Payments.Find(Provider, id) is { } payment
            ? StripeJson.Read<PaymentIntent>(payment.State)
            : throw StripeException.Missing("payment_intent", param, id);

    /// <summary>Writes a payment intent.</summary>
    public static void SaveIntent(this LedgerTransaction ledger, PaymentIntent intent) => ledger.Payments.Save(
        new Payment(
            intent.Id,
            Provider,
            intent.Metadata.GetValueOrDefault(ReferenceName),
            intent.Status,
            intent.Amount,
            intent.Currency.ToUpperInvariant(),
            DateTimeOffset.FromUnixTimeSeconds(intent.Created),
            StripeJson.Write(intent)),
        intent.Metadata);
}

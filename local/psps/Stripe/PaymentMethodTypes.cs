using System.Collections.Frozen;

namespace Checkout.Local.Psps.Stripe;

/// <summary>What a shopper can pay with here.</summary>
internal static class PaymentMethodTypes
{
    /// <summary>A card.</summary>
    public const string Card = "card";

    /// <summary>Klarna: approved on its page, held until the capture.</summary>
    public const string Klarna = "klarna";

    /// <summary>iDEAL: approved on the bank's page, taken at once.</summary>
    public const string Ideal = "ideal";

    /// <summary>A SEPA direct debit: taken at once, and for certain only when the bank has said so.</summary>
    public const string SepaDebit = "sepa_debit";

    private static readonly FrozenSet<string> EuroOnly = FrozenSet.ToFrozenSet(["eur"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfKlarna = FrozenSet.ToFrozenSet(
        ["aud", "cad", "chf", "czk", "dkk", "eur", "gbp", "nok", "nzd", "pln", "ron", "sek", "usd"], StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static string[] All { get; } = [Card, Klarna, Ideal, SepaDebit];

    /// <summary>Refuses what the kind of method cannot do.</summary>
    /// <exception cref="StripeException">
    /// It is not allowed for the payment, not in this currency, or cannot be held for a later capture.
    /// </exception>
    public static void Check(PaymentIntent intent, PaymentMethod method)
    {
        if (!intent.PaymentMethodTypes.Contains(method.Type, StringComparer.Ordinal))
        {
            throw StripeException.Parameter(
                "parameter_invalid_string",
                "payment_method_types",
                $"The PaymentMethod is a {method.Type}, and the PaymentIntent allows only {string.Join(", ", intent.PaymentMethodTypes)}.");
        }

        if (CurrenciesOf(method.Type) is { } currencies && !currencies.Contains(intent.Currency))
        {
            throw StripeException.Parameter(
                "parameter_invalid_string", "currency", $"The currency provided ({intent.Currency}) is invalid for {method.Type}.");
        }

        if (method.Type is Ideal or SepaDebit && intent.IsCapturedManually)
        {
            throw StripeException.Parameter(
                "parameter_invalid_string", "capture_method", $"{method.Type} cannot be captured manually.");
        }
    }

    private static FrozenSet<string>? CurrenciesOf(string type) => type switch
    {
        Ideal or SepaDebit => EuroOnly,
        Klarna => OfKlarna,
        _ => null,
    };
}

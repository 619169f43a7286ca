using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Reads <c>payment_method_data</c>: a method that the request describes.</summary>
internal static class PaymentMethodData
{
    /// <summary>Name of the parameter.</summary>
    public const string Name = "payment_method_data";

    private const string CardData = Name + "[card]";
    private const string PayerName = Name + "[billing_details][name]";
    private const string PayerEmail = Name + "[billing_details][email]";

    /// <summary>Makes the method.</summary>
    /// <exception cref="StripeException">Card or account is impossible, or something is missing.</exception>
    public static PaymentMethod Read(StripeForm form, LedgerTransaction ledger)
    {
        form.Required($"{Name}[type]");
        var type = form.Word($"{Name}[type]", PaymentMethodTypes.All) ?? PaymentMethodTypes.Card;
        var method = new PaymentMethod(
            StripeId.New("pm"),
            Card: null,
            form.Text(PayerName),
            ledger.Time.GetUtcNow().ToUnixTimeSeconds(),
            Type: type,
            Email: form.Text(PayerEmail));
        return type switch
        {
            PaymentMethodTypes.SepaDebit => method with { SepaDebit = Account(form, ledger) },
            PaymentMethodTypes.Klarna => WithPayer(form, method),
            PaymentMethodTypes.Ideal => method,
            _ => method with { Card = ReadCard(form, ledger) },
        };
    }

    private static SepaDebit Account(StripeForm form, LedgerTransaction ledger)
    {
        const string Iban = Name + "[sepa_debit][iban]";
        form.Required(PayerName);
        form.Required(PayerEmail);
        return TestIbans.Read(form.Required(Iban), ledger.Fingerprints)
            ?? throw StripeException.Parameter("invalid_bank_account_iban", Iban, "The IBAN you provided is invalid.");
    }

    private static PaymentMethod WithPayer(StripeForm form, PaymentMethod method)
    {
        form.Required(PayerEmail);
        form.Required($"{Name}[billing_details][address][country]");
        return method;
    }

    private static Card ReadCard(StripeForm form, LedgerTransaction ledger)
    {
        var number = form.Required($"{CardData}[number]").Replace(" ", string.Empty, StringComparison.Ordinal);
        var month = form.PositiveInteger($"{CardData}[exp_month]") ?? throw MissingExpiry("exp_month");
        var year = form.PositiveInteger($"{CardData}[exp_year]") ?? throw MissingExpiry("exp_year");
        if (!CardNumber.IsValid(number))
        {
            throw StripeException.InvalidCard("incorrect_number", $"{CardData}[number]", "Your card number is incorrect.");
        }

        EnsureNotExpired(month, year < 100 ? 2000 + year : year, ledger.Time.GetUtcNow());
        if (form.Text($"{CardData}[cvc]") is { } cvc && !(cvc.Length is 3 or 4 && cvc.All(char.IsAsciiDigit)))
        {
            throw StripeException.InvalidCard("invalid_cvc", $"{CardData}[cvc]", "Your card's security code is invalid.");
        }

        return Card.Of(number, (int)month, (int)(year < 100 ? 2000 + year : year), ledger.Fingerprints);
    }

    private static void EnsureNotExpired(long month, long year, DateTimeOffset now)
    {
        if (month > 12)
        {
            throw StripeException.InvalidCard("invalid_expiry_month", $"{CardData}[exp_month]", "Your card's expiration month is invalid.");
        }

        if (year > 9999 || (year * 12) + month < (now.Year * 12) + now.Month)
        {
            throw StripeException.InvalidCard("invalid_expiry_year", $"{CardData}[exp_year]", "Your card's expiration year is invalid.");
        }
    }

    private static StripeException MissingExpiry(string name) =>
        StripeException.Parameter("parameter_missing", $"{CardData}[{name}]", $"Missing required param: {CardData}[{name}].");
}

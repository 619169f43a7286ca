using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Payment methods: from card data, from the built-in names, and by identifier.</summary>
internal static class PaymentMethods
{
    private const string Data = "payment_method_data";
    private const string CardData = Data + "[card]";
    private const int BuiltInExpiryMonth = 12;
    private const int BuiltInYearsAhead = 5;

    /// <summary><c>GET /v1/payment_methods/{id}</c></summary>
    public static StripeAnswer Retrieve(StripeRequest request, LedgerTransaction ledger)
    {
        var method = ledger.Documents.Find<PaymentMethod>(request.Id) ?? BuiltIn(request.Id, ledger);
        return method is null
            ? throw StripeException.Missing("PaymentMethod", "payment_method", request.Id)
            : StripeAnswer.Ok(method.ToObject());
    }

    /// <summary>The method that a request names or describes.</summary>
    /// <param name="form">Parameters with <c>payment_method</c> or <c>payment_method_data</c>.</param>
    /// <param name="customer">Customer of the payment.</param>
    /// <param name="ledger">Keeps a new method.</param>
    /// <returns>The method, or null when the request has none.</returns>
    /// <exception cref="StripeException">The card is impossible, or the method unknown or not usable (again).</exception>
    public static PaymentMethod? FromForm(StripeForm form, string? customer, LedgerTransaction ledger)
    {
        if (form.Text("payment_method") is { } id)
        {
            return form.Has(Data)
                ? throw StripeException.Parameter("parameter_invalid_empty", Data, "Send payment_method or payment_method_data, not both.")
                : Usable(id, customer, ledger);
        }

        return form.Has(Data) ? Keep(FromCardData(form, ledger), ledger) : null;
    }

    /// <summary>A method by its identifier, if it may pay.</summary>
    /// <exception cref="StripeException">It is unknown, used up, or another customer's.</exception>
    public static PaymentMethod Usable(string id, string? customer, LedgerTransaction ledger)
    {
        if (BuiltIn(id, ledger) is { } builtIn)
        {
            return Keep(builtIn, ledger);
        }

        var method = ledger.Documents.Find<PaymentMethod>(id) ?? throw StripeException.Missing("PaymentMethod", "payment_method", id);
        if (method is { IsUsed: true, IsKept: false })
        {
            throw StripeException.Refused(
                "payment_method_unexpected_state",
                "payment_method",
                $"PaymentMethod '{id}' has paid before and was not kept for future usage.");
        }

        return method.Customer is null || string.Equals(method.Customer, customer, StringComparison.Ordinal)
            ? method
            : throw StripeException.Refused(
                "payment_method_unexpected_state", "payment_method", $"PaymentMethod '{id}' belongs to a customer: name it in 'customer'.");
    }

    private static PaymentMethod Keep(PaymentMethod method, LedgerTransaction ledger)
    {
        ledger.Documents.Save(method.Id, method);
        return method;
    }

    // As in Stripe's test mode, a built-in name stands for a new method each time.
    private static PaymentMethod? BuiltIn(string name, LedgerTransaction ledger)
    {
        if (TestCards.NumberOf(name) is not { } number)
        {
            return null;
        }

        var expiryYear = ledger.Time.GetUtcNow().Year + BuiltInYearsAhead;
        return New(Card.Of(number, BuiltInExpiryMonth, expiryYear, ledger.Fingerprints), holderName: null, ledger);
    }

    private static PaymentMethod FromCardData(StripeForm form, LedgerTransaction ledger)
    {
        if (!string.Equals(form.Required($"{Data}[type]"), "card", StringComparison.Ordinal))
        {
            throw StripeException.Parameter("parameter_invalid_string", $"{Data}[type]", "Only type card is simulated.");
        }

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

        var card = Card.Of(number, (int)month, (int)(year < 100 ? 2000 + year : year), ledger.Fingerprints);
        return New(card, form.Text($"{Data}[billing_details][name]"), ledger);
    }

    private static PaymentMethod New(Card card, string? holderName, LedgerTransaction ledger) =>
        new(StripeId.New("pm"), card, holderName, ledger.Time.GetUtcNow().ToUnixTimeSeconds());

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

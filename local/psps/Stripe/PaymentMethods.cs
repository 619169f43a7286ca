using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Payment methods: as a request describes them, from the built-in names, and by identifier.</summary>
internal static class PaymentMethods
{
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
            return form.Has(PaymentMethodData.Name)
                ? throw StripeException.Parameter(
                    "parameter_invalid_empty", PaymentMethodData.Name, "Send payment_method or payment_method_data, not both.")
                : Usable(id, customer, ledger);
        }

        if (form.Has(GrantedTokens.Parameter))
        {
            return GrantedTokens.Redeem(form, ledger);
        }

        return form.Has(PaymentMethodData.Name) ? Keep(PaymentMethodData.Read(form, ledger), ledger) : null;
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

        var now = ledger.Time.GetUtcNow();
        var card = Card.Of(number, BuiltInExpiryMonth, now.Year + BuiltInYearsAhead, ledger.Fingerprints);
        return new PaymentMethod(StripeId.New("pm"), card, HolderName: null, now.ToUnixTimeSeconds());
    }
}

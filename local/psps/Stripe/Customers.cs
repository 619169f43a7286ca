using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's Customer: whom methods are kept for. What it says of a person is not kept here.</summary>
/// <param name="Id"><c>cus_…</c></param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Metadata">The merchant's own names and values.</param>
internal sealed record Customer(string Id, long Created, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Kind of object.</summary>
    public string Object { get; } = "customer";

    /// <summary>Always false: no money moves.</summary>
    public bool Livemode { get; }
}

/// <summary><c>POST /v1/customers</c> and <c>GET /v1/customers/{id}</c></summary>
internal static class Customers
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["address", "description", "email", "expand", "metadata", "name", "phone", "preferred_locales", "shipping"],
        StringComparer.Ordinal);

    /// <summary>Makes a customer.</summary>
    public static StripeAnswer Create(StripeRequest request, LedgerTransaction ledger)
    {
        request.Form.RefuseUnknown(Known);
        var customer = new Customer(StripeId.New("cus"), ledger.Time.GetUtcNow().ToUnixTimeSeconds(), request.Form.Metadata());
        ledger.Documents.Save(customer.Id, customer);
        return StripeAnswer.Ok(customer);
    }

    /// <summary>Shows a customer.</summary>
    public static StripeAnswer Retrieve(StripeRequest request, LedgerTransaction ledger) =>
        StripeAnswer.Ok(ledger.Documents.Find<Customer>(request.Id) ?? throw StripeException.Missing("customer", "id", request.Id));

    /// <summary>The customer that a request names.</summary>
    /// <returns>Its identifier; null when the request names none.</returns>
    /// <exception cref="StripeException">There is no such customer.</exception>
    public static string? Named(StripeForm form, LedgerTransaction ledger) => form.Text("customer") is not { } id ? null
        : ledger.Documents.Find<Customer>(id) is null ? throw StripeException.Missing("customer", "customer", id)
        : id;
}

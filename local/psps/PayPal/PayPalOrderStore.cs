using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Tells to which order an authorisation, a capture or a refund belongs.</summary>
/// <param name="OrderId">PayPal's identifier of the order.</param>
internal sealed record PayPalPart(string OrderId);

/// <summary>The orders of one invoice.</summary>
/// <param name="OrderIds">PayPal's identifiers, oldest first.</param>
internal sealed record PayPalInvoice(IReadOnlyList<string> OrderIds);

/// <summary>PayPal's orders in the ledger.</summary>
internal static class PayPalOrderStore
{
    /// <summary>Name of this provider in the ledger.</summary>
    public const string Provider = "paypal";

    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    /// <summary>Reads an order.</summary>
    /// <returns>The order, or null.</returns>
    public static PayPalOrder? FindOrder(this LedgerTransaction ledger, string id) =>
        ledger.Payments.Find(Provider, id) is { } payment ? PayPalJson.Read<PayPalOrder>(payment.State) : null;

    /// <summary>Reads an order that a call names.</summary>
    /// <exception cref="PayPalException">There is none.</exception>
    public static PayPalOrder GetOrder(this LedgerTransaction ledger, string id) =>
        ledger.FindOrder(id) ?? throw PayPalException.NotFound();

    /// <summary>Reads the order of an authorisation, a capture or a refund.</summary>
    /// <exception cref="PayPalException">There is none.</exception>
    public static PayPalOrder GetOrderOf(this LedgerTransaction ledger, string partId) =>
        ledger.Documents.Find<PayPalPart>(partId) is { } part ? ledger.GetOrder(part.OrderId) : throw PayPalException.NotFound();

    /// <summary>Keeps to which order something new belongs.</summary>
    /// <returns>The identifier of what is new.</returns>
    public static string NewPart(this LedgerTransaction ledger, PayPalOrder order)
    {
        var id = PayPalId.New();
        ledger.Documents.Save(id, new PayPalPart(order.Id));
        return id;
    }

    /// <summary>Whether an invoice is paid, or held, by another order.</summary>
    public static bool IsInvoicePaid(this LedgerTransaction ledger, string? invoiceId, string? exceptOrder) =>
        invoiceId is not null && ledger.OrdersOf(invoiceId)
            .Where(id => !string.Equals(id, exceptOrder, StringComparison.Ordinal))
            .Any(id => ledger.GetOrder(id).Authorization is { Status: not (PayPalStatus.Denied or PayPalStatus.Voided) });

    /// <summary>Writes an order.</summary>
    /// <returns>The same order.</returns>
    public static PayPalOrder SaveOrder(this LedgerTransaction ledger, PayPalOrder order)
    {
        var saved = order with { UpdatedAt = ledger.Time.GetUtcNow() };
        ledger.Payments.Save(
            new Payment(
                saved.Id, Provider, saved.CustomId, saved.Status, saved.Amount, saved.Currency, saved.CreatedAt, PayPalJson.Write(saved)),
            NoMetadata);
        return saved;
    }

    /// <summary>Keeps that an order is to pay its invoice.</summary>
    public static void NoteInvoice(this LedgerTransaction ledger, PayPalOrder order)
    {
        if (order.InvoiceId is { } invoiceId)
        {
            ledger.Documents.Save(invoiceId, new PayPalInvoice([.. ledger.OrdersOf(invoiceId), order.Id]));
        }
    }

    private static IReadOnlyList<string> OrdersOf(this LedgerTransaction ledger, string invoiceId) =>
        ledger.Documents.Find<PayPalInvoice>(invoiceId)?.OrderIds ?? [];
}

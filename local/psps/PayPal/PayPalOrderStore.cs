using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Tells to which order an authorisation, a capture or a refund belongs.</summary>
/// <param name="OrderId">PayPal's identifier of the order.</param>
internal sealed record PayPalPart(string OrderId);

/// <summary>PayPal's orders in the ledger.</summary>
internal static class PayPalOrderStore
{
    /// <summary>Name of this provider in the ledger.</summary>
    public const string Provider = "paypal";

    private const string Invoice = "invoice_id";
    private const string Clearing = "clearing";
    private const string Waiting = "waiting";
    private const string Over = "over";
    private const int LargestPage = 100;

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

    /// <summary>Orders with a capture that is pending.</summary>
    public static IReadOnlyList<PayPalOrder> OrdersInClearing(this LedgerTransaction ledger) => ledger.With(Clearing, Waiting);

    /// <summary>Whether an invoice is paid, or held, by another order.</summary>
    public static bool IsInvoicePaid(this LedgerTransaction ledger, string? invoiceId, string? exceptOrder) =>
        invoiceId is not null && ledger.With(Invoice, invoiceId).Any(order =>
            !string.Equals(order.Id, exceptOrder, StringComparison.Ordinal)
            && order.Authorization is { Status: not (PayPalStatus.Denied or PayPalStatus.Voided) });

    /// <summary>Writes an order.</summary>
    /// <returns>The same order.</returns>
    public static PayPalOrder SaveOrder(this LedgerTransaction ledger, PayPalOrder order)
    {
        var isClearing = order.Captures.Any(capture => capture.Status is PayPalStatus.Pending);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Clearing] = isClearing ? Waiting : Over };
        if (order.InvoiceId is { } invoice)
        {
            metadata[Invoice] = invoice;
        }

        var saved = order with { UpdatedAt = ledger.Time.GetUtcNow() };
        ledger.Payments.Save(
            new Payment(
                saved.Id, Provider, saved.CustomId, saved.Status, saved.Amount, saved.Currency, saved.CreatedAt, PayPalJson.Write(saved)),
            metadata);
        return saved;
    }

    private static List<PayPalOrder> With(this LedgerTransaction ledger, string name, string value) =>
        [.. ledger.Payments.Latest(Provider, [new(name, value)], before: null, LargestPage)
            .Select(row => PayPalJson.Read<PayPalOrder>(row.Payment.State))];
}

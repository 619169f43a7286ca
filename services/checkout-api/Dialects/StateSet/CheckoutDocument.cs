using Checkout.Api.Dialects.Acp;
using Checkout.Api.Dialects.Acp.V20250929;

namespace Checkout.Api.Dialects.StateSet;

/// <summary>
/// A checkout as StateSet writes it (vendor text "Get Checkout"): ACP's first version, without times of delivery, with four sums, and with
/// the payment beside the order's name once it is paid (vendor text "Complete Checkout").
/// </summary>
internal sealed record CheckoutDocument : SessionDocument
{
    private CheckoutDocument(SessionDocument original)
        : base(original)
    {
    }

    /// <summary>The order, once there is one.</summary>
    public string? OrderId { get; private init; }

    /// <summary>What was paid, once it is.</summary>
    public PaymentSummary? Payment { get; private init; }

    public static CheckoutDocument Of(AcpView view)
    {
        var session = SessionWriter.DocumentOf(view);
        return new CheckoutDocument(session)
        {
            Buyer = BuyerBody.Of(view.Session.Buyer),
            FulfillmentOptions =
            [
                .. session.FulfillmentOptions.Select(option => option with { EarliestDeliveryTime = null, LatestDeliveryTime = null }),
            ],
            Totals = [.. session.Totals.Where(total => total.Type is not ("items_base_amount" or "items_discount"))],
            Order = null,
            OrderId = view.Order?.Id,
            Payment = view.Order is { } order
                ? new PaymentSummary(order.Id, "succeeded", view.Standing.Totals.Total - view.Session.PaidElsewhere, Stripe)
                : null,
        };
    }

    /// <summary>The answer to a request that has paid it tells no more how it could be paid.</summary>
    public CheckoutDocument AsPaid() => OrderId is null ? this : this with { PaymentProvider = null };

    private static string Stripe => PaymentProviderDocument.TheOnlyOne.Provider;
}

/// <summary>What was paid.</summary>
/// <param name="Id">Our name of the payment: the order's.</param>
/// <param name="Status"><c>succeeded</c>.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Provider">The one that the protocol knows; which PSP really took it is decided here.</param>
internal sealed record PaymentSummary(string Id, string Status, long Amount, string Provider);

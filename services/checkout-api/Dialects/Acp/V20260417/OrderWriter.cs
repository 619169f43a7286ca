using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>Writes the order that a paid session has become.</summary>
internal static class OrderWriter
{
    /// <param name="session">The session.</param>
    /// <param name="id">The order's name.</param>
    /// <param name="url">Where it is told of.</param>
    public static OrderDocument Of(CheckoutSession session, string id, string url)
    {
        // What goes over the network is there when the order is done. What a carrier brings is on its way then; nobody tells us how far.
        var chosen = session.ChosenFulfilment;
        var isCarried = chosen is not null and not { Kind: FulfilmentKind.Digital };
        var items = session.Lines.Where(line => line.Kind is SessionLineKind.Item).ToList();
        return new OrderDocument(
            "order",
            id,
            session.Id,
            session.ReferenceId ?? id,
            url,
            isCarried ? "confirmed" : "fulfilled",
            [.. items.Select(line => new OrderLineDocument(
                line.Id,
                line.Name,
                line.ItemIdentifier,
                new OrderQuantityDocument(line.Quantity, line.Quantity, isCarried ? 0 : line.Quantity),
                line.Net,
                TotalsWriter.Of(line),
                isCarried ? "processing" : "fulfilled"))],
            [
                new FulfillmentDocument(
                    $"ful_{id}",
                    isCarried ? "shipping" : "digital",
                    isCarried ? "processing" : "delivered",
                    [.. items.Select(line => new LineReferenceDocument(line.Id, line.Quantity))],
                    isCarried ? chosen?.Carrier : null),
            ],
            TotalsWriter.Of(SessionTotals.Of(session)));
    }
}

using Checkout.Api.Offers;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>Checks a cart against its offer and adds it up. Nothing that the caller says about prices counts.</summary>
internal static class OrderPricing
{
    /// <summary>The total and lines of the cart, or the code of what is wrong with it.</summary>
    public static (PricedOrder? Order, string? MessageCode) Price(OrderCart cart, Offer? offer, DateTimeOffset now)
    {
        if (offer is null)
        {
            return (null, MessageCode.NoOfferFound);
        }

        if (offer.ExpiresAt <= now)
        {
            return (null, MessageCode.OfferExpired);
        }

        if (offer.CustomerUrn is { } customer && !string.Equals(customer, cart.Customer!.CustomerUrn, StringComparison.Ordinal))
        {
            return (null, MessageCode.OfferNotPurchasable);
        }

        return Price(cart.Items!, offer);
    }

    private static (PricedOrder? Order, string? MessageCode) Price(IReadOnlyList<CheckoutOrderItem?> items, Offer offer)
    {
        var lines = new List<OrderLine>();
        long total = 0;
        string? currency = null;
        foreach (var item in items)
        {
            var offered = offer.Items
                .FirstOrDefault(candidate => string.Equals(candidate.ItemIdentifier, item!.ItemIdentifier, StringComparison.Ordinal));
            if (offered is null)
            {
                return (null, MessageCode.ItemNotFound);
            }

            // One payment has one currency, and an add-on comes with its bundle.
            currency ??= offered.Price.Currency;
            if (!string.Equals(currency, offered.Price.Currency, StringComparison.Ordinal) || !HasParent(offered, items))
            {
                return (null, MessageCode.OfferNotPurchasable);
            }

            var quantity = item!.Quantity ?? 1;
            total = checked(total + (offered.Price.MinorUnits * quantity));
            lines.Add(new OrderLine(offered.ItemIdentifier, quantity, offered.ParentItemIdentifier));
        }

        return (new PricedOrder(lines, new Money(total, currency!)), null);
    }

    private static bool HasParent(OfferItem offered, IReadOnlyList<CheckoutOrderItem?> items) =>
        offered.ParentItemIdentifier is not { } parent
        || items.Any(item => string.Equals(item!.ItemIdentifier, parent, StringComparison.Ordinal));
}

/// <summary>A cart that can be bought.</summary>
/// <param name="Lines">What to deliver.</param>
/// <param name="Total">What to charge.</param>
internal sealed record PricedOrder(IReadOnlyList<OrderLine> Lines, Money Total);

using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>Checks a cart against its offer and adds it up, exactly. Nothing that the caller says about prices counts.</summary>
internal static class OrderPricing
{
    /// <summary>The total and lines of the cart, or what is wrong with it.</summary>
    public static (PricedOrder? Order, SubmissionOutcome? Refusal) Price(OrderCart cart, Offer? offer, DateTimeOffset now)
    {
        if (cart.OfferIdentifier!.StartsWith(Offer.ShowcasePrefix, StringComparison.Ordinal))
        {
            return Refused(MessageCode.OfferNotPurchasable, "A showcase is to look at; resolve an offer first.");
        }

        if (offer is null)
        {
            return Refused(MessageCode.NoOfferFound);
        }

        if (offer.ExpiresAt <= now)
        {
            return Refused(MessageCode.OfferExpired);
        }

        return offer.CustomerUrn is { } customer && !IsSame(customer, cart.Customer!.CustomerUrn)
            ? Refused(MessageCode.OfferNotPurchasable)
            : Add(cart, offer);
    }

    private static (PricedOrder? Order, SubmissionOutcome? Refusal) Add(OrderCart cart, Offer offer)
    {
        var lines = new List<OrderLine>();
        var (total, tax) = (0L, 0L);
        string? currency = null;
        for (var i = 0; i < cart.Items!.Count; i++)
        {
            var item = cart.Items[i]!;
            if (offer.Items.FirstOrDefault(candidate => IsSame(candidate.ItemIdentifier, item.ItemIdentifier)) is not { } offered)
            {
                return Refused(MessageCode.ItemNotFound);
            }

            // One payment has one currency.
            currency ??= offered.Price.Currency;
            if (!IsSame(currency, offered.Price.Currency))
            {
                return Refused(MessageCode.OfferNotPurchasable, "The items have several currencies.");
            }

            if (CheckParent(offered, item, i, cart.Items) is { } refusal)
            {
                return (null, refusal);
            }

            var quantity = item.Quantity ?? 1;
            var amount = checked(offered.Price.MinorUnits * quantity);
            total = checked(total + amount);
            tax = checked(tax + Percentage.TaxWithin(amount, offered.TaxBasisPoints));
            lines.Add(new OrderLine(offered.ItemIdentifier, quantity, offered.ParentItemIdentifier));
        }

        return Instalments(cart, offer, new PricedOrder(lines, new Money(total, currency!), new Money(tax, currency!)));
    }

    // An add-on comes with its bundle, and names it.
    private static SubmissionOutcome? CheckParent(
        OfferItem offered, CheckoutOrderItem item, int index, IReadOnlyList<CheckoutOrderItem?> items)
    {
        if (offered.ParentItemIdentifier is { } parent && !items.Any(line => IsSame(line!.ItemIdentifier, parent)))
        {
            return new SubmissionOutcome.Rejected(MessageCode.OfferNotPurchasable);
        }

        if (offered.ParentItemIdentifier is not null && item.ParentItemIdentifier is null)
        {
            return new SubmissionOutcome.Invalid(
                $"Order.Items[{index}].ParentItemIdentifier", "Required for an add-on: the itemIdentifier of its bundle's line.");
        }

        return IsSame(offered.ParentItemIdentifier, item.ParentItemIdentifier)
            ? null
            : new SubmissionOutcome.Rejected(MessageCode.OfferNotPurchasable, "The item does not belong to the line that it names.");
    }

    private static (PricedOrder? Order, SubmissionOutcome? Refusal) Instalments(OrderCart cart, Offer offer, PricedOrder priced)
    {
        if (cart.InstallmentIdentifier is not { } identifier)
        {
            return (priced, null);
        }

        var plan = offer.InstallmentPlans?.FirstOrDefault(candidate => IsSame(candidate.InstallmentIdentifier, identifier));
        if (plan is null || !plan.IsFor(priced.Total))
        {
            return Refused(MessageCode.OfferNotPurchasable, "The offer has no such instalment plan for this total.");
        }

        var parts = plan.Split(priced.Total);
        return (priced with
        {
            Total = priced.Total with { MinorUnits = parts.Sum() }, Instalments = new InstalmentSchedule(identifier, parts),
        }, null);
    }

    private static (PricedOrder? Order, SubmissionOutcome? Refusal) Refused(string messageCode, string? message = null) =>
        (null, new SubmissionOutcome.Rejected(messageCode, message));

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}

/// <summary>A cart that can be bought.</summary>
/// <param name="Lines">What to deliver.</param>
/// <param name="Total">What to charge, surcharges included.</param>
/// <param name="Tax">The tax within the prices, line by line.</param>
/// <param name="Instalments">The parts of the total, if it is paid in parts.</param>
internal sealed record PricedOrder(IReadOnlyList<OrderLine> Lines, Money Total, Money Tax, InstalmentSchedule? Instalments = null);

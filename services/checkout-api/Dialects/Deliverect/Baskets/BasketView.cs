using System.Text.Json;
using System.Text.Json.Serialization;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>Shows what is in a session, whichever dialect put it there, as a basket.</summary>
internal static class BasketView
{
    private const string TaxName = "VAT";

    private static readonly JsonSerializerOptions WhatIsThere =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The content.</summary>
    public static BasketContent Of(CheckoutSession session, DeliverectNotes notes)
    {
        var items = BasketItems.Of(session, notes);
        var charges = ChargesOf(session);
        var discounts = DiscountsOf(session, items);
        return new BasketContent
        {
            Currency = session.Currency,
            Items = items,
            Payment = new BasketPayment(
                notes.Tips.Count > 0 || session.Tip == 0 ? notes.Tips : [new Tip("restaurant", session.Tip)],
                SessionTotals.Of(session).Total,
                SessionTotals.Of(session).Tax,
                session.Tip,
                discounts.Sum(discount => discount.Amount),
                charges?.GrossTotal),
            Customer = CustomerOf(session.Buyer, notes.CustomerId),
            Fulfillment = JsonSerializer.SerializeToElement(notes.Fulfillment, WhatIsThere),
            Taxes = SessionTotals.Of(session).Tax is > 0 and var tax ? [new BasketTax(TaxName, tax)] : [],
            Discounts = discounts,
            Charges = charges,
        };
    }

    /// <summary>What this dialect remembers of a session; of one that it did not make, what it would remember.</summary>
    public static DeliverectNotes NotesOf(CheckoutSession session, string account) =>
        DeliverectNotes.Of(session) ?? new DeliverectNotes(
            account,
            BasketItems.NotedOf(session),
            session.DeliveryAddress is { } address ? DeliveryTo(address) : new Fulfillment("pickup"),
            []);

    /// <summary>The tax within some lines, one entry a rate.</summary>
    public static IReadOnlyList<BasketItemTax> TaxesOf(IEnumerable<SessionLine> lines) =>
    [
        .. lines.Where(line => line.TaxBasisPoints > 0)
            .GroupBy(line => line.TaxBasisPoints)
            .OrderBy(rate => rate.Key)
            .Select(rate => new BasketItemTax(rate.Key * 10L, TaxName, rate.Sum(line => line.Tax))),
    ];

    // Vouchers are discounts of the whole basket.
    private static List<BasketDiscount> DiscountsOf(CheckoutSession session, IReadOnlyList<BasketItem> items)
    {
        var discounts = new List<BasketDiscount>();
        if (items.Sum(item => item.DiscountTotal) is > 0 and var ofItems)
        {
            discounts.Add(new BasketDiscount(
                "order_percent_off", BasketItems.DiscountReference, ofItems, "coupon", string.Join(", ", session.PromotionCodes)));
        }

        discounts.AddRange(session.Lines
            .Where(line => line.Kind is SessionLineKind.Voucher)
            .Select((line, i) => new BasketDiscount(
                "order_flat_off", BasketItems.DiscountReference + 1 + i, -line.Gross, "coupon", line.Name)));
        return discounts;
    }

    private static BasketCharges? ChargesOf(CheckoutSession session)
    {
        var delivery = Sum(session, SessionLineKind.DeliveryFee);
        if (session.ChosenFulfilment is { } chosen)
        {
            delivery = new BasketCharge(delivery.Gross + chosen.Price, delivery.Tax + chosen.Tax, delivery.Net + chosen.Net);
        }

        var service = Sum(session, SessionLineKind.Fee);
        return delivery.Gross == 0 && service.Gross == 0
            ? null
            : new BasketCharges(service, delivery, service.Tax + delivery.Tax, service.Net + delivery.Net, service.Gross + delivery.Gross);
    }

    private static BasketCharge Sum(CheckoutSession session, SessionLineKind kind)
    {
        var lines = session.Lines.Where(line => line.Kind == kind).ToList();
        return new BasketCharge(lines.Sum(line => line.Gross), lines.Sum(line => line.Tax), lines.Sum(line => line.Net));
    }

    private static BasketCustomer? CustomerOf(Buyer? buyer, string? externalId) => buyer is null
        ? null
        : new BasketCustomer(buyer.TaxNumber, buyer.FullName, buyer.Email, buyer.Company, buyer.PhoneNumber, externalId);

    private static Fulfillment DeliveryTo(PostalAddress address) => new("delivery", Address: new FulfillmentAddress(
        string.Join(", ", new[] { address.LineOne, address.LineTwo, address.PostalCode, address.City, address.State, address.Country }
            .Where(part => !string.IsNullOrEmpty(part))),
        address.LineTwo,
        address.LineOne,
        Area: null,
        address.City,
        address.PostalCode,
        address.State,
        address.Country));
}

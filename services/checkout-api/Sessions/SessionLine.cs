using System.Text.Json.Serialization;
using Checkout.Api.Offers;

namespace Checkout.Api.Sessions;

/// <summary>What a line of a session is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionLineKind>))]
internal enum SessionLineKind
{
    /// <summary>Something that is delivered.</summary>
    Item,

    /// <summary>A price for the delivery that the merchant itself has named.</summary>
    DeliveryFee,

    /// <summary>Any other fee.</summary>
    Fee,

    /// <summary>A voucher; its price is negative.</summary>
    Voucher,
}

/// <summary>One line of a session. Prices include tax.</summary>
/// <param name="Id">Name of the line within the session.</param>
/// <param name="ItemIdentifier">What is bought; the merchant's article.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">1 or more.</param>
/// <param name="UnitPrice">For one, before discounts, minor units.</param>
/// <param name="TaxBasisPoints">The tax within the price, hundredths of a percent of the price without it.</param>
/// <param name="Discount">Taken off the whole line, minor units, 0 or more.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ParentItemIdentifier">For an add-on, the item that it belongs to.</param>
internal sealed record SessionLine(
    string Id,
    string ItemIdentifier,
    string Name,
    int Quantity,
    long UnitPrice,
    int TaxBasisPoints = 0,
    long Discount = 0,
    SessionLineKind Kind = SessionLineKind.Item,
    string? ParentItemIdentifier = null)
{
    /// <summary>All pieces before discounts, tax included.</summary>
    [JsonIgnore]
    public long GrossBeforeDiscount => checked(UnitPrice * Quantity);

    /// <summary>What the line costs.</summary>
    [JsonIgnore]
    public long Gross => GrossBeforeDiscount - Discount;

    /// <summary>The tax within <see cref="Gross"/>.</summary>
    [JsonIgnore]
    public long Tax => TaxWithin(Gross);

    /// <summary>What the line costs without tax.</summary>
    [JsonIgnore]
    public long Net => Gross - Tax;

    /// <summary>All pieces before discounts, without tax.</summary>
    [JsonIgnore]
    public long NetBeforeDiscount => GrossBeforeDiscount - TaxWithin(GrossBeforeDiscount);

    private long TaxWithin(long gross) => gross < 0
        ? -Percentage.TaxWithin(-gross, TaxBasisPoints)
        : Percentage.TaxWithin(gross, TaxBasisPoints);
}

/// <summary>The sums of a session, in minor units. Net amounts and <see cref="Tax"/> add up to <see cref="Total"/>.</summary>
/// <param name="ItemsNetBeforeDiscount">Items at full price, without tax.</param>
/// <param name="ItemsDiscountNet">What discounts take off that.</param>
/// <param name="FeesNet">Fees and vouchers, without tax.</param>
/// <param name="FulfilmentNet">The chosen delivery, without tax, delivery fees of the merchant's own included.</param>
/// <param name="Tax">The tax within everything.</param>
/// <param name="Tip">The tip; nobody taxes it here.</param>
/// <param name="Total">What is to be paid.</param>
internal sealed record SessionTotals(
    long ItemsNetBeforeDiscount, long ItemsDiscountNet, long FeesNet, long FulfilmentNet, long Tax, long Tip, long Total)
{
    /// <summary>Items after discounts, without tax.</summary>
    public long SubtotalNet => ItemsNetBeforeDiscount - ItemsDiscountNet;

    public static SessionTotals Of(CheckoutSession session)
    {
        var items = session.Lines.Where(line => line.Kind is SessionLineKind.Item).ToList();
        var deliveries = session.Lines.Where(line => line.Kind is SessionLineKind.DeliveryFee).ToList();
        var fees = session.Lines.Where(line => line.Kind is SessionLineKind.Fee).ToList();
        var vouchers = session.Lines.Where(line => line.Kind is SessionLineKind.Voucher).Sum(line => line.Gross);
        var chosen = session.ChosenFulfilment;
        var lowered = session.Lines.Where(line => line.Kind is not SessionLineKind.Voucher).ToList();
        var gross = checked(lowered.Sum(line => line.Gross) + (chosen?.Price ?? 0));
        var tax = lowered.Sum(line => line.Tax) + (chosen?.Tax ?? 0);
        var voucherTax = TaxOfVouchers(vouchers, gross, tax);
        return new SessionTotals(
            items.Sum(line => line.NetBeforeDiscount),
            items.Sum(line => line.NetBeforeDiscount - line.Net),
            fees.Sum(line => line.Net) + vouchers - voucherTax,
            deliveries.Sum(line => line.Net) + (chosen?.Net ?? 0),
            tax + voucherTax,
            session.Tip,
            checked(gross + vouchers + session.Tip));
    }

    // A voucher lowers everything alike, and so the tax in the same proportion.
    private static long TaxOfVouchers(long vouchers, long gross, long tax) =>
        gross == 0 ? 0 : (long)decimal.Round((decimal)tax * vouchers / gross, MidpointRounding.AwayFromZero);
}

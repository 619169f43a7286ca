using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Services.Tests.CheckoutApi.Dialects;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.CheckoutApi.Sessions;

public sealed class SessionTotalsTests
{
    private static readonly int[] TaxRates = [0, 500, 700, 1900, 2500];

    [Fact]
    public void Nets_and_tax_and_tip_add_up_to_the_total_for_any_session()
    {
        var lines =
            from price in Gen.Choose(0, 100_000)
            from quantity in Gen.Choose(1, 20)
            from rate in Gen.Elements(TaxRates)
            from share in Gen.Choose(0, 100)
            from kind in Gen.Elements(SessionLineKind.Item, SessionLineKind.DeliveryFee, SessionLineKind.Fee, SessionLineKind.Voucher)
            select kind is SessionLineKind.Voucher
                ? new SessionLine("v", "v", "Voucher", 1, -price / 10, Kind: kind)
                : new SessionLine("l", "l", "Line", quantity, price, rate, (long)price * quantity * share / 100, kind);
        var sessions =
            from some in Gen.ListOf(lines)
            from tip in Gen.Choose(0, 1_000)
            from fee in Gen.Choose(0, 5_000)
            select SampleSessions.Ready with
            {
                Lines = [.. some],
                Tip = tip,
                FulfilmentOptions = [new FulfilmentOption("fast", FulfilmentKind.Shipping, "Express", Price: fee, TaxBasisPoints: 1900)],
                FulfilmentOptionId = "fast",
            };

        Prop.ForAll(sessions.ToArbitrary(), session =>
        {
            var totals = SessionTotals.Of(session);
            return totals.SubtotalNet + totals.FeesNet + totals.FulfilmentNet + totals.Tax + totals.Tip == totals.Total
                && totals.Total == session.Lines.Sum(line => line.Gross) + session.ChosenFulfilment!.Price + session.Tip;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_voucher_lowers_the_tax_in_proportion()
    {
        // The sums of urb-it's sample: a voucher that takes the delivery fee off again.
        var session = SampleSessions.Ready with
        {
            Lines =
            [
                new SessionLine("1", "83", "Woo Album #1", 1, 900, 2500),
                new SessionLine("2", "fee", "urb-it", 1, 12_900, 2500, Kind: SessionLineKind.DeliveryFee),
                new SessionLine("3", "voucher", "CODE-ALL", 1, -12_900, Kind: SessionLineKind.Voucher),
            ],
        };

        var totals = SessionTotals.Of(session);

        (totals.Total, totals.Total - totals.Tax).ShouldBe((900L, 720L));
    }
}

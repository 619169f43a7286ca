using Checkout.Api.Offers;
using Checkout.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.CheckoutApi.Offers;

public sealed class InstallmentPlanTests
{
    private static readonly Gen<(long Total, int Count, int Surcharge)> Cases =
        from total in Gen.Choose(0, int.MaxValue)
        from factor in Gen.Elements(1L, 7L, 1_000_003L)
        from count in Gen.Choose(2, 60)
        from surcharge in Gen.Choose(0, 10_000)
        select (total * factor, count, surcharge);

    [Fact]
    public void The_parts_add_up_exactly_and_differ_by_one_minor_unit_at_most_the_larger_ones_first() =>
        Prop.ForAll(Arb.From(Cases), @case =>
        {
            var parts = new InstallmentPlan("in_1", @case.Count, @case.Surcharge).Split(new Money(@case.Total, "EUR"));
            return parts.Count == @case.Count
                && parts.Sum() == @case.Total + Percentage.Of(@case.Total, @case.Surcharge)
                && parts[0] - parts[^1] is 0 or 1
                && parts.SequenceEqual(parts.OrderDescending());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Shares_and_taxes_are_the_exact_value_rounded_half_up() =>
        Prop.ForAll(Arb.From(Cases), @case =>
        {
            var share = @case.Total * (decimal)@case.Surcharge / 10_000;
            var tax = @case.Total * (decimal)@case.Surcharge / (10_000 + @case.Surcharge);
            return Percentage.Of(@case.Total, @case.Surcharge) == Math.Round(share, MidpointRounding.AwayFromZero)
                && Math.Abs(Percentage.TaxWithin(@case.Total, @case.Surcharge) - tax) <= 0.5m;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(1000, true)]
    [InlineData(999, false)]
    public void A_plan_is_for_totals_from_its_minimum_on(long total, bool offered) =>
        new InstallmentPlan("in_1", 3, MinimumMinorUnits: 1000).IsFor(new Money(total, "EUR")).ShouldBe(offered);

    [Fact]
    public void No_part_is_nothing() => new InstallmentPlan("in_1", 3).IsFor(new Money(2, "JPY")).ShouldBeFalse();
}

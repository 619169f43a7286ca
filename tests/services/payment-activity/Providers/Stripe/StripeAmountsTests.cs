using Checkout.Contracts;
using Checkout.Payments.Providers.Stripe;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeAmountsTests
{
    [Theory]
    [InlineData(1499, "EUR", 1499)]
    [InlineData(1, "USD", 1)]
    [InlineData(500, "JPY", 500)]
    [InlineData(500, "KRW", 500)]
    [InlineData(5, "ISK", 500)]
    [InlineData(5, "UGX", 500)]
    [InlineData(500, "MGA", 5)]
    [InlineData(5120, "BHD", 5120)]
    [InlineData(5120, "KWD", 5120)]
    [InlineData(1499, "HUF", 1499)]
    public void An_amount_is_told_in_stripes_units_and_read_back_the_same(long minorUnits, string currency, long stripes)
    {
        var money = new Money(minorUnits, currency);
        StripeAmounts.Of(money).ShouldBe(stripes);
        StripeAmounts.Read(stripes, currency.ToLowerInvariant()).ShouldBe(money);
    }

    [Theory]
    [InlineData(5121, "BHD")] // the last digit of three has to be 0
    [InlineData(1, "TND")]
    [InlineData(550, "MGA")] // has no decimals at Stripe
    [InlineData(1000, "IQD")] // not taken by Stripe
    [InlineData(1000, "CLF")]
    [InlineData(0, "EUR")]
    [InlineData(-1, "EUR")]
    [InlineData(long.MaxValue, "ISK")]
    public void What_stripe_cannot_be_asked_for_exactly_is_nothing(long minorUnits, string currency) =>
        StripeAmounts.Of(new Money(minorUnits, currency)).ShouldBeNull();

    [Theory]
    [InlineData(550L, "isk")]
    [InlineData(null, "eur")]
    [InlineData(500L, null)]
    public void An_amount_that_makes_no_sense_is_not_read(long? amount, string? currency) =>
        StripeAmounts.Read(amount, currency).ShouldBeNull();
}

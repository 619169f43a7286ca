using Checkout.Contracts;
using Checkout.Payments.Providers.Adyen;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenAmountsTests
{
    [Theory]
    [InlineData(1499, "EUR", 1499)]
    [InlineData(500, "JPY", 500)]
    [InlineData(5121, "BHD", 5121)]
    [InlineData(5, "ISK", 500)]
    [InlineData(5, "CLP", 500)]
    [InlineData(500, "IDR", 5)]
    [InlineData(500, "CVE", 5)]
    public void An_amount_is_told_in_adyens_units_and_read_back_the_same(long minorUnits, string currency, long adyens)
    {
        var money = new Money(minorUnits, currency);
        AdyenAmounts.Of(money).ShouldBe(adyens);
        AdyenAmounts.Read(new AdyenAmount(currency, adyens)).ShouldBe(money);
    }

    [Fact]
    public void What_comes_to_no_whole_number_is_nothing()
    {
        AdyenAmounts.Of(new Money(550, "IDR")).ShouldBeNull();
        AdyenAmounts.Read(new AdyenAmount("ISK", 550)).ShouldBeNull();
        AdyenAmounts.Read(null).ShouldBeNull();
    }
}

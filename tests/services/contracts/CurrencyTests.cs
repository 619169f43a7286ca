using Checkout.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.Contracts;

public sealed class CurrencyTests
{
    private static readonly string[] Codes = ["EUR", "USD", "JPY", "KRW", "BHD", "KWD", "CLF", "ISK"];

    [Theory]
    [InlineData(1499, "EUR", "14.99")]
    [InlineData(5, "EUR", "0.05")]
    [InlineData(1499, "JPY", "1499")]
    [InlineData(1499, "BHD", "1.499")]
    [InlineData(0, "KWD", "0.000")]
    [InlineData(-250, "EUR", "-2.50")]
    public void An_amount_is_written_with_the_decimals_of_its_currency(long minorUnits, string currency, string text) =>
        new Money(minorUnits, currency).ToDecimalText().ShouldBe(text);

    [Fact]
    public void What_is_written_is_read_again_exactly() => Prop.ForAll(
        (from minorUnits in Gen.Choose(int.MinValue, int.MaxValue)
         from currency in Gen.Elements(Codes)
         select new Money(minorUnits * 1_000L, currency)).ToArbitrary(),
        money => Currency.Parse(money.ToDecimalText(), money.Currency) == money).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("14.999", "EUR")]
    [InlineData("1.5", "JPY")]
    [InlineData("1,50", "EUR")]
    [InlineData("1e3", "EUR")]
    [InlineData("", "EUR")]
    [InlineData(null, "EUR")]
    [InlineData("99999999999999999999", "EUR")]
    public void What_is_no_exact_amount_is_not_read(string? text, string currency) => Currency.Parse(text, currency).ShouldBeNull();

    [Fact]
    public void Fewer_decimals_are_taken() => Currency.Parse("14.9", "EUR").ShouldBe(new Money(1490, "EUR"));
}

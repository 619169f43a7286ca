using Checkout.Contracts.Payments;
using Checkout.Contracts;
using Checkout.Payments.Vault;

namespace Checkout.Services.Tests.PaymentActivity.Vault;

public sealed class CardNumberTests
{
    [Theory]
    [InlineData("4111111111111111", "Visa", "411111******1111")]
    [InlineData("4242424242424242", "Visa", "424242******4242")]
    [InlineData("5555555555554444", "MasterCard", "555555******4444")]
    [InlineData("2223003122003222", "MasterCard", "222300******3222")]
    [InlineData("378282246310005", "AmericanExpress", "378282*****0005")]
    [InlineData("6011111111111117", "Discover", "601111******1117")]
    [InlineData("3566002020360505", "JCB", "356600******0505")]
    [InlineData("30569309025904", "DinersClub", "305693****5904")]
    [InlineData("6200000000000005", "UnionPay", "620000******0005")]
    public void A_known_number_is_valid_and_shown_masked_with_its_scheme(string number, string scheme, string masked)
    {
        CardRules.IsNumber(new Sensitive(number)).ShouldBeTrue();
        CardNumber.Scheme(number).ShouldBe(scheme);
        CardNumber.Mask(number).ShouldBe(masked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4111111111111112")]
    [InlineData("41111111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("42")]
    [InlineData("٤١١١١١١١١١١١١١١١")]
    public void Anything_else_is_not_a_number(string number) => CardRules.IsNumber(new Sensitive(number)).ShouldBeFalse();

    [Fact]
    public void A_single_wrong_digit_is_always_noticed()
    {
        for (var position = 0; position < TestCards.Visa.Length; position++)
        {
            var digits = TestCards.Visa.ToCharArray();
            digits[position] = (char)('0' + ((digits[position] - '0' + 1) % 10));
            CardRules.IsNumber(new Sensitive(new string(digits))).ShouldBeFalse();
        }
    }
}

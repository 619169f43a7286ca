using Checkout.Contracts.Payments;

namespace Checkout.Services.Tests.Contracts;

public sealed class CardRulesTests
{
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("my card is 4111 1111 1111 1111, thanks")]
    [InlineData("5555-5555-5555-4444")]
    [InlineData("378282246310005")]
    [InlineData("30569309025904")]
    [InlineData("6011111111111117")]
    [InlineData("3530111333300000")]
    [InlineData("6200000000000005")]
    public void A_text_with_a_card_number_is_recognised(string text) => CardRules.HoldsNumber(text).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4111111111111112")] // check digit
    [InlineData("411111111111111")] // no scheme has Visa with 15
    [InlineData("+4915112345678")]
    [InlineData("1700000000000000")]
    [InlineData("41111111-1111-1111-8c2d-1a2b3c4d5e6f")]
    [InlineData("x4111111111111111")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("41111111111111110000")]
    public void Other_texts_with_digits_are_not(string? text) => CardRules.HoldsNumber(text).ShouldBeFalse();
}

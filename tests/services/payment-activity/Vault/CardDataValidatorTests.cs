using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Vault;

namespace Checkout.Services.Tests.PaymentActivity.Vault;

public sealed class CardDataValidatorTests
{
    private readonly ManualTime time = new();

    public static TheoryData<string, string> Refused => new()
    {
        { "Number", "number" },
        { "Number", "unset number" },
        { "ExpiryMonth", "month" },
        { "ExpiryYear", "past" },
        { "ExpiryYear", "far" },
        { "SecurityCode", "short code" },
        { "SecurityCode", "letters" },
        { "HolderName", "no name" },
        { "HolderName", "card number as name" },
        { "Alias", "card number as alias" },
    };

    [Fact]
    public void A_plausible_card_is_accepted() => Validate(TestCards.Card()).ShouldBeEmpty();

    [Fact]
    public void A_card_is_good_until_its_last_month_has_ended_everywhere()
    {
        var card = TestCards.Card(month: 11, year: 2026);
        time.Advance(new DateTimeOffset(2026, 12, 1, 11, 59, 0, TimeSpan.Zero) - time.GetUtcNow());
        Validate(card).ShouldBeEmpty();
        time.Advance(TimeSpan.FromMinutes(1));
        Validate(card).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_wrong_is_named_without_its_value(string property, string what)
    {
        var card = what switch
        {
            "number" => TestCards.Card(number: "4111111111111112"),
            "unset number" => TestCards.Card() with { Number = default },
            "month" => TestCards.Card(month: 13),
            "past" => TestCards.Card(month: 10, year: 2026),
            "far" => TestCards.Card(year: 2999),
            "short code" => TestCards.Card(code: "98"),
            "letters" => TestCards.Card(code: "9x8"),
            "no name" => TestCards.Card() with { HolderName = "" },
            "card number as name" => TestCards.Card() with { HolderName = "4111 1111 1111 1111" },
            _ => TestCards.Card(alias: "mine 4111-1111-1111-1111"),
        };

        var failures = Validate(card);

        failures.Select(failure => failure.Property).ShouldBe([property]);
        failures[0].Message.ShouldNotContain("4111");
        failures[0].Message.ShouldNotContain("9");
    }

    private List<(string Property, string Message)> Validate(CardData card) =>
        [.. new CardDataValidator(time).Validate(card).Errors.Select(error => (error.PropertyName, error.ErrorMessage))];
}

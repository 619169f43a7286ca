using Checkout.Api.Checkouts;
using Checkout.Api;
using Checkout.Contracts;

namespace Checkout.Services.Tests.CheckoutApi;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("cu.00.482", true)]
    [InlineData("a-B_9", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a||b", false)]
    [InlineData("a/b", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("abc\n", false)]
    [InlineData("ümlaut", false)]
    public void Only_letters_digits_and_three_signs_are_valid(string? value, bool valid) => Identifier.IsValid(value).ShouldBe(valid);

    [Fact]
    public void The_longest_has_64_characters()
    {
        Identifier.IsValid(new string('a', 64)).ShouldBeTrue();
        Identifier.IsValid(new string('a', 65)).ShouldBeFalse();
    }

    [Fact]
    public void Tracking_numbers_are_valid_distinct_and_sort_by_time()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var numbers = Enumerable.Range(0, 1_000).Select(i => TrackingNumber.New(start.AddMilliseconds(i))).ToList();

        numbers.ShouldAllBe(number => TrackingNumber.IsValid(number));
        numbers.ShouldBe(numbers.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void The_time_part_is_that_of_a_ULID() =>
        Ulid.New(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385))[..10].ShouldBe("01ARYZ6S41");

    [Theory]
    [InlineData("trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB", true)]
    [InlineData("trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB\n", false)]
    [InlineData("trk_01hz9xpz3k2a8e0vbvqh7n9xgb", false)]
    [InlineData("trk_01HZ9XPZ3K2A8E0VBVQH7N9XGI", false)]
    [InlineData("trk_", false)]
    public void Other_texts_are_no_tracking_numbers(string value, bool valid) => TrackingNumber.IsValid(value).ShouldBe(valid);
}

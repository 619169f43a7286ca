using System.Text.Json;
using Checkout.Contracts;

namespace Checkout.Services.Tests.PaymentActivity;

public sealed class SensitiveTests
{
    [Fact]
    public void A_card_formats_without_its_number_and_code()
    {
        var text = TestCards.Card().ToString();
        text.ShouldNotContain(TestCards.Visa);
        text.ShouldNotContain("737");
        $"{TestCards.Card().Number}".ShouldBe("[redacted]");
    }

    [Fact]
    public void Sensitive_text_is_not_written_as_json_by_accident()
    {
        Should.Throw<NotSupportedException>(() => JsonSerializer.Serialize(new Sensitive(TestCards.Visa)));
        Should.Throw<NotSupportedException>(() => JsonSerializer.Serialize(new { Number = new Sensitive(TestCards.Visa) }))
            .ToString().ShouldNotContain(TestCards.Visa);
    }

    [Fact]
    public void It_has_nothing_for_a_structured_logger_to_read() =>
        typeof(Sensitive).GetProperties().ShouldBeEmpty();
}

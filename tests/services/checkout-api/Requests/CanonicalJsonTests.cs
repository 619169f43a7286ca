using System.Text;
using System.Text.Json;
using Checkout.Api.Requests;

namespace Checkout.Services.Tests.CheckoutApi.Requests;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{ "b": [1, 2], "a": 1 }""", true)]
    [InlineData("""{"a":null}""", "{}", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":{"x":"1"}}""", """{"a":{"x":1}}""", false)]
    [InlineData("""{"a":"\u00fc"}""", """{"a":"ü"}""", true)]
    [InlineData("""{"a":1}""", """{"a":1.0}""", true)]
    [InlineData("""{"a":100}""", """{"a":1e2}""", true)]
    [InlineData("""{"a":1}""", """{"a":1.5}""", false)]
    [InlineData("""{"a":true}""", """{"a":false}""", false)]
    public void Content_counts_and_form_does_not(string one, string other, bool same) =>
        string.Equals(Canonical(one), Canonical(other), StringComparison.Ordinal).ShouldBe(same);

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public void A_string_that_is_no_text_is_refused(string json) => Should.Throw<InvalidOperationException>(() => Canonical(json));

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}

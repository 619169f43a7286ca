using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.Specifications;

/// <summary>The checker of contracts really refuses.</summary>
public sealed class JsonSchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", "{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":false}""", """{"b":1}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}}}""", """{"a":1.5}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"a":1}""")]
    [InlineData("""{"type":"array","items":{"enum":["a"]}}""", """["a","b"]""")]
    [InlineData("""{"type":"array","uniqueItems":true}""", """["a","a"]""")]
    [InlineData("""{"type":"array","minItems":1}""", "[]")]
    [InlineData("""{"const":"a"}""", "\"b\"")]
    [InlineData("""{"oneOf":[{"type":"string"},{"maxLength":5}]}""", "\"abc\"")]
    [InlineData("""{"anyOf":[{"type":"number"},{"type":"null"}]}""", "\"abc\"")]
    [InlineData("""{"allOf":[{"type":"string"},{"minLength":5}]}""", "\"abc\"")]
    [InlineData("""{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}}""", """{"a":1}""")]
    [InlineData("""{"minimum":0,"exclusiveMinimum":true}""", "0")]
    [InlineData("""{"exclusiveMinimum":0}""", "0")]
    [InlineData("""{"pattern":"^[a-z]{3}$"}""", "\"EUR\"")]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-21 12:00\"")]
    [InlineData("""{"format":"uri"}""", "\"no uri\"")]
    [InlineData("""{"type":["string","number"]}""", "true")]
    public void A_document_that_breaks_a_rule_is_refused(string schema, string document) =>
        Errors(schema, document).ShouldNotBeEmpty();

    [Theory]
    [InlineData("""{"minimum":0,"exclusiveMinimum":true}""", "0.5")]
    [InlineData("""{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}}""", """{"a":2}""")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"$ref":"#/$defs/tested"}}}""", """{"a":{}}""")]
    public void A_document_that_keeps_them_is_not(string schema, string document) => Errors(schema, document).ShouldBeEmpty();

    [Fact]
    public void A_rule_that_it_does_not_know_is_no_rule_that_it_skips() =>
        Should.Throw<NotSupportedException>(() => Errors("""{"unevaluatedProperties":false}""", "{}"));

    [Theory]
    [InlineData(AcpSpecification.Older, "update_checkout_session_response")]
    [InlineData(AcpSpecification.Newer, "create_checkout_session_response")]
    public void A_published_session_is_allowed_and_the_same_with_a_slip_is_not(string version, string example)
    {
        Assert.SkipUnless(AcpSpecification.IsPresent, AcpSpecification.Absent);
        var session = AcpSpecification.Example(version, example).DeepClone();
        AcpSpecification.ShouldAllowSession(version, session);

        session["line_items"]![0]!["surprise"] = 1;
        session["currency"] = 978;
        Should.Throw<ShouldAssertException>(() => AcpSpecification.ShouldAllowSession(version, session));
    }

    private static IReadOnlyList<string> Errors(string schema, string document) =>
        new JsonSchemaCheck(JsonNode.Parse($$"""{"$defs":{"tested":{{schema}} } }""")!).Errors("#/$defs/tested", JsonNode.Parse(document));
}

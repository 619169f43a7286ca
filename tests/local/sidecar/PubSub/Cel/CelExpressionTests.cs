using System.Text.Json;
using Checkout.Local.Sidecar.PubSub.Cel;

namespace Checkout.Local.Tests.Sidecar.PubSub.Cel;

/// <summary>The Common Expression Language as far as routing rules need it, beyond what the recordings show.</summary>
public sealed class CelExpressionTests
{
    private static readonly JsonElement Event = JsonDocument.Parse("""
        {"type":"order.paid","source":"shop","data":{"amount":10.5,"paid":true,"note":null,"name":"Grüße 🚀","items":["a","b"],"customer":{"tier":"gold","n-1":1}}}
        """).RootElement;

    [Theory]
    [InlineData("event.type == 'order.paid'")]
    [InlineData("event.type != \"x\" && event.data.amount >= 10.5")]
    [InlineData("event.data.amount > 100 || event.data.customer.tier == \"gold\"")]
    [InlineData("event.data.amount > 100 || event.data.amount < 5 || event.data.paid")]
    [InlineData("event.data.paid || event.data.amount > 100 && event.data.amount > 1000")]
    [InlineData("!(event.data.amount == 11)")]
    [InlineData("!!event.data.paid")]
    [InlineData("event.data.amount > -1")]
    [InlineData("event.type in ['order.paid', 'order.refunded']")]
    [InlineData("'a' in event.data.items")]
    [InlineData("'tier' in event.data.customer")]
    [InlineData("!('z' in event.data.items)")]
    [InlineData("event.data.items[1] == 'b'")]
    [InlineData("event.data.customer[\"n-1\"] == 1")]
    [InlineData("event.data.items == ['a', 'b']")]
    [InlineData("event.data.note == null")]
    [InlineData("has(event.data.amount) && !has(event.data.total)")]
    [InlineData("size(event.data.items) == 2 && event.data.items.size() == 2")]
    [InlineData("size(event.data.name) == 7")]
    [InlineData("event.type.startsWith('order.') && event.type.endsWith(\"paid\") && event.type.contains('.')")]
    [InlineData("event.data.missing == 1 || event.data.paid")]
    [InlineData("event.data.paid || event.data.missing == 1")]
    [InlineData("!(event.data.missing == 1 && event.data.amount > 100)")]
    [InlineData("event.data.customer.tier < 'golf'")]
    public void A_condition_that_holds(string text) => CelExpression.Parse(text).Matches(Event).ShouldBeTrue();

    [Theory]
    [InlineData("event.data.amount == '10.5'")]
    [InlineData("event.data.paid == 'true'")]
    [InlineData("event.data.amount")]
    [InlineData("event.type in []")]
    public void A_condition_that_does_not_hold(string text) => CelExpression.Parse(text).Matches(Event).ShouldBeFalse();

    [Theory]
    [InlineData("event.data.missing == 1")]
    [InlineData("event.data.missing == 1 || event.data.amount > 100")]
    [InlineData("event.data.amount > 'x'")]
    [InlineData("event.type.size.x == 1")]
    [InlineData("event.data.items[7] == 'a'")]
    [InlineData("!event.type")]
    [InlineData("event.data.amount.startsWith('1')")]
    public void A_condition_without_a_value(string text) =>
        Should.Throw<CelEvaluationException>(() => CelExpression.Parse(text).Matches(Event));

    [Theory]
    [InlineData("event.type = 'x'", "'='")]
    [InlineData("event.type ==", "the end")]
    [InlineData("event.type == 'x", "no end")]
    [InlineData("(event.type == 'x'", "')'")]
    [InlineData("topic == 'x'", "'topic'")]
    [InlineData("event.type.matches('x')", "'matches'")]
    [InlineData("event.type == 'x' event", "operator")]
    [InlineData("has(1)", "takes a field")]
    [InlineData("event.a == 1.2.3", "not a number")]
    [InlineData("event.a == '\\q'", "escape")]
    public void A_text_that_is_no_condition_is_named(string text, string says) =>
        Should.Throw<CelSyntaxException>(() => CelExpression.Parse(text)).Message.ShouldContain(says);

    [Fact]
    public void Nesting_has_an_end() =>
        Should.Throw<CelSyntaxException>(() => CelExpression.Parse(new string('(', 10_000) + "true" + new string(')', 10_000)));
}

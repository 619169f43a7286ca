using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Ucp;

/// <summary>The rules that the other tests judge answers by do refuse what is wrong.</summary>
public sealed class UcpRulesTests
{
    private const string Order = """
        { "ucp": { "version": "2026-04-08", "status": "success", "capabilities": { "dev.ucp.shopping.order": [{ "version": "2026-04-08" }] } },
          "id": "trk_1", "checkout_id": "cs_1", "permalink_url": "https://pay.example/1", "currency": "EUR",
          "line_items": [{ "id": "li_1", "item": { "id": "film", "title": "Film", "price": 499 }, "quantity": { "total": 1, "fulfilled": 1 },
                           "totals": [{ "type": "subtotal", "amount": 499 }, { "type": "total", "amount": 499 }], "status": "fulfilled" }],
          "fulfillment": { "expectations": [], "events": [] },
          "totals": [{ "type": "subtotal", "amount": 499 }, { "type": "total", "amount": 499 }] }
        """;

    [Fact]
    public void A_right_order_is_let_pass() => UcpRules.Check(200, JsonNode.Parse(Order)!);

    [Theory]
    [InlineData("\"version\": \"2026-04-08\", \"status\"", "\"version\": \"2026-01-11\", \"status\"")]
    [InlineData("\"fulfilled\": 1", "\"fulfilled\": 0")]
    [InlineData("\"type\": \"subtotal\", \"amount\": 499 }, { \"type\": \"total\", \"amount\": 499 }] }", "\"type\": \"total\", \"amount\": 499 }] }")]
    [InlineData("\"events\": []", "\"events\": [{ \"id\": \"1\", \"type\": \"shipped\", \"line_items\": [] }]")]
    [InlineData("https://pay.example/1", "/1")]
    public void A_wrong_one_is_not(string right, string wrong)
    {
        Order.ShouldContain(right, Case.Sensitive);
        Should.Throw<Exception>(() => UcpRules.Check(200, JsonNode.Parse(Order.Replace(right, wrong, StringComparison.Ordinal))!));
    }

    [Fact]
    public void The_published_schemas_refuse_it_too_where_they_are()
    {
        Assert.SkipUnless(UcpSpecification.IsPresent, "shared/specs/ucp-2026-04-08 is not beside the repository");
        var order = JsonNode.Parse(Order)!.AsObject();
        UcpSpecification.ShouldAllowOrder(order);
        order.Remove("permalink_url");
        Should.Throw<ShouldAssertException>(() => UcpSpecification.ShouldAllowOrder(order));
    }
}

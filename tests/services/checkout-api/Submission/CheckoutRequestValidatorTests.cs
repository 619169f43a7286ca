using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Api.Checkouts.Submission;

namespace Checkout.Services.Tests.CheckoutApi.Submission;

public sealed class CheckoutRequestValidatorTests
{
    [Fact]
    public void The_vendors_fresh_card_order_is_valid() => ErrorsOf(_ => { }).ShouldBeEmpty();

    [Fact]
    public void The_vendors_stored_card_order_is_valid() => ErrorsOf(order => order["paymentMethod"] = JsonNode.Parse("""
        { "paymentChannel": "CreditCard", "useStoredMethod": true, "creditCard": { "useStoredMethod": true, "storedMethodUrn": "pm.00.482.7" } }
        """)).ShouldBeEmpty();

    [Theory]
    [InlineData("order.offerIdentifier", "\"\"", "Order.OfferIdentifier")]
    [InlineData("order.offerIdentifier", "\"of||1\"", "Order.OfferIdentifier")]
    [InlineData("order.offerIdentifier", "\"of_1\\n\"", "Order.OfferIdentifier")]
    [InlineData("order.items", "[]", "Order.Items")]
    [InlineData("order.items", "[null]", "Order.Items[0]")]
    [InlineData("order.items", "[{\"itemIdentifier\":\"it_1\",\"quantity\":-1}]", "Order.Items[0].Quantity")]
    [InlineData("order.customer", "null", "Order.Customer")]
    [InlineData("order.customer", "{\"customerUrn\":\"cu.1\",\"ipAddress\":\"300.1.1.1\"}", "Order.Customer.IpAddress")]
    [InlineData("order.correlationId", "\"\"", "Order.CorrelationId")]
    [InlineData("paymentMethod.paymentChannel", "\"Cash\"", "PaymentMethod.PaymentChannel")]
    [InlineData("paymentMethod.creditCard", "null", "PaymentMethod.CreditCard")]
    [InlineData("paymentMethod.storeMethodSuccessPayment", "\"perhaps\"", "PaymentMethod.StoreMethodSuccessPayment")]
    [InlineData("paymentMethod.useStoredMethod", "true", "PaymentMethod.CreditCard.StoredMethodUrn")]
    [InlineData("paymentMethod.creditCard.cardNumber", "\"4111111111111112\"", "PaymentMethod.CreditCard.CardNumber")]
    [InlineData("paymentMethod.creditCard.cardNumber", "\"4111 1111 1111 1111\"", "PaymentMethod.CreditCard.CardNumber")]
    [InlineData("paymentMethod.creditCard.cardNumber", "null", "PaymentMethod.CreditCard.CardNumber")]
    [InlineData("paymentMethod.creditCard.cvc", "\"12\"", "PaymentMethod.CreditCard.Cvc")]
    [InlineData("paymentMethod.creditCard.expireMonth", "\"13\"", "PaymentMethod.CreditCard.ExpireMonth")]
    [InlineData("paymentMethod.creditCard.expireYear", "\"29\"", "PaymentMethod.CreditCard.ExpireYear")]
    [InlineData("paymentMethod.creditCard.expireYear", "\"2025\"", "PaymentMethod.CreditCard.ExpireYear")]
    [InlineData("paymentMethod.creditCard.cardHolderName", "\" \"", "PaymentMethod.CreditCard.CardHolderName")]
    public void A_broken_rule_is_reported_at_its_field(string path, string json, string property) =>
        ErrorsOf(order => Set(order, path, JsonNode.Parse(json))).ShouldHaveSingleItem().ShouldBe(property);

    [Fact]
    public void An_IPv6_address_is_fine() =>
        ErrorsOf(order => Set(order, "order.customer.ipAddress", "2001:db8::1")).ShouldBeEmpty();

    [Fact]
    public void A_card_is_good_through_its_last_month() => ErrorsOf(order =>
    {
        Set(order, "paymentMethod.creditCard.expireMonth", "11");
        Set(order, "paymentMethod.creditCard.expireYear", "2026");
    }).ShouldBeEmpty();

    private static List<string> ErrorsOf(Action<JsonNode> change)
    {
        var order = JsonNode.Parse("""
            {
              "order": {
                "offerIdentifier": "of_8z2k1q", "correlationId": "shop-2026-0001",
                "items": [ { "itemIdentifier": "it_ab1", "quantity": 1 } ],
                "customer": { "customerUrn": "cu.00.482", "ipAddress": "84.118.92.180" }
              },
              "paymentMethod": {
                "paymentChannel": "CreditCard",
                "creditCard": {
                  "cardHolderName": "Jane Doe", "cardNumber": "4111111111111111", "expireMonth": "12", "expireYear": "2029", "cvc": "123"
                },
                "storeMethodSuccessPayment": "always"
              }
            }
            """)!;
        change(order);
        var request = order.Deserialize<CheckoutRequest>(JsonSerializerOptions.Web)!;
        return [.. new CheckoutRequestValidator(new ManualTime()).Validate(request).Errors.Select(error => error.PropertyName)];
    }

    private static void Set(JsonNode order, string path, JsonNode? value)
    {
        var names = path.Split('.');
        names[..^1].Aggregate(order, (node, name) => node[name]!)[names[^1]] = value;
    }
}

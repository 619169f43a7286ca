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
        {
          "paymentChannel": "CreditCard", "useStoredMethod": true,
          "creditCard": { "useStoredMethod": true, "storedMethodUrn": "pm.00.482.7" }
        }
        """)).ShouldBeEmpty();

    [Theory]
    [InlineData("order.offerIdentifier", "\"\"", "Order.OfferIdentifier")]
    [InlineData("order.offerIdentifier", "\"of||1\"", "Order.OfferIdentifier")]
    [InlineData("order.offerIdentifier", "\"of_1\\n\"", "Order.OfferIdentifier")]
    [InlineData("order.items", "[]", "Order.Items")]
    [InlineData("order.items", "[null]", "Order.Items[0]")]
    [InlineData("order.items", "[{\"itemIdentifier\":\"it_1\",\"quantity\":-1}]", "Order.Items[0].Quantity")]
    [InlineData("order.items", "[{\"itemIdentifier\":\"it_1\",\"parentItemIdentifier\":\"it_2\"}]", "Order.Items[0].ParentItemIdentifier")]
    [InlineData("order.items", "[{\"itemIdentifier\":\"it_1\",\"parentItemIdentifier\":\"it_1\"}]", "Order.Items[0].ParentItemIdentifier")]
    [InlineData("order.installmentIdentifier", "\"\"", "Order.InstallmentIdentifier")]
    [InlineData("order.resellerID", "-1", "Order.ResellerID")]
    [InlineData("order.customer", "null", "Order.Customer")]
    [InlineData("order.customer", "{\"customerUrn\":\"cu.1\",\"ipAddress\":\"300.1.1.1\"}", "Order.Customer.IpAddress")]
    [InlineData("order.correlationId", "\"\"", "Order.CorrelationId")]
    [InlineData("paymentMethod.paymentChannel", "\"Cash\"", "PaymentMethod.PaymentChannel")]
    [InlineData("paymentMethod.paymentChannel", "\"External\"", "PaymentMethod.PaymentChannel")]
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
    [InlineData("paymentMethod.browser", "{}", "PaymentMethod.Browser")]
    [InlineData("paymentMethod.browser", "{\"userAgent\":\"Mozilla/5.0\"}", "PaymentMethod.Browser")]
    [InlineData("paymentMethod.payer", "{\"email\":\"nobody\"}", "PaymentMethod.Payer.Email")]
    [InlineData("paymentMethod.payer", "{\"countryCode\":\"Germany\"}", "PaymentMethod.Payer.CountryCode")]
    [InlineData("paymentMethod.payer", "{\"iban\":\"DE00370400440532013000\"}", "PaymentMethod.Payer.Iban")]
    public void A_broken_rule_is_reported_at_its_field(string path, string json, string property) =>
        ErrorsOf(order => Set(order, path, JsonNode.Parse(json))).ShouldHaveSingleItem().ShouldBe(property);

    [Theory]
    [InlineData("84.118.92.180", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("::ffff:84.118.92.180", true)]
    [InlineData("1", false)]
    [InlineData("127.1", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("[::1]:80", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("shop.example", false)]
    public void An_IP_address_is_of_either_family_and_written_whole(string address, bool valid) =>
        (ErrorsOf(order => Set(order, "order.customer.ipAddress", address)).Count == 0).ShouldBe(valid);

    [Fact]
    public void Every_field_at_once_is_valid()
    {
        var request = VendorOrders.EveryField().Deserialize<CheckoutRequest>(JsonSerializerOptions.Web)!;

        new CheckoutRequestValidator(new ManualTime()).Validate(request).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Another_channel_than_the_card_needs_no_card() =>
        ErrorsOf(order => order["paymentMethod"] = JsonNode.Parse("""{ "paymentChannel": "PayPal" }""")).ShouldBeEmpty();

    [Fact]
    public void A_card_is_good_through_its_last_month() => ErrorsOf(order =>
    {
        Set(order, "paymentMethod.creditCard.expireMonth", "11");
        Set(order, "paymentMethod.creditCard.expireYear", "2026");
    }).ShouldBeEmpty();

    private static List<string> ErrorsOf(Action<JsonNode> change)
    {
        var order = VendorOrders.FreshCard();
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

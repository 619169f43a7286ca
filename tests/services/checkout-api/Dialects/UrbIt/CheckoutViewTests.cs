using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Checkout.Api.Dialects.UrbIt;
using Checkout.Api.Sessions;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.UrbIt;

public sealed class CheckoutViewTests
{
    /// <summary>The document of the vendor's text, with the comma that it lacks and the property that only its table has.</summary>
    private const string Vendor =
        """
        {
          "store_id": "776844c5-7518-42ee-bce7-db816edeea7a", "retailer_reference_id": "1234", "checkout_status": "COMPLETE", "gift": true,
          "consumer": { "first_name": "Bengt", "last_name": "", "email": "email:::at:::mail.com", "phone_number": "+460000000" },
          "delivery": {
            "first_name": "Bengt", "last_name": "Bengtsson", "phone_number": "+460000000", "street": "street 1", "postal_code": "11144",
            "city": "Stockholm", "delivery_location_type": "Consumer"
          },
          "urber_message": "Testing testing.", "delivery_code": "ABC123", "delivery_type": "Onehour",
          "delivery_expected_at": "2016-02-02T14:01:51.230Z", "order_number": 13550, "total_amount": 900, "total_amount_excl_vat": 720,
          "payment_method_info": { "type": "card", "control_digits": "456" },
          "checkout_items": [
            { "id": 8710, "name": "Woo Album #1", "reference_id": "83", "amount": 900, "vat_rate": 2500, "type": "Product" },
            { "id": 8711, "name": "urb-it", "reference_id": "", "amount": 12900, "vat_rate": 2500, "type": "DeliveryFee" },
            { "id": 8712, "name": "CODE-ALL", "reference_id": "", "amount": -12900, "vat_rate": 0, "type": "Voucher" }
          ]
        }
        """;

    private static readonly CheckoutSession Session = NewCheckout.Fill(
        SampleSessions.Ready,
        new CreateCheckoutRequest(
            "1234",
            "EUR",
            "https://shop.example/thanks",
            [
                new NewCheckoutItem("Woo Album #1", "83", 900, 2500, "Product", Quantity: null),
                new NewCheckoutItem("urb-it", string.Empty, 12_900, 2500, "DeliveryFee", Quantity: null),
                new NewCheckoutItem("CODE-ALL", string.Empty, -12_900, 0, "Voucher", Quantity: null),
            ],
            new Consumer("Bengt", string.Empty, "bengt@example.com", "+460000000"),
            new NewDelivery("Bengt", "Bengtsson", "+460000000", "street 1", "11144", "Stockholm", "Consumer"),
            Gift: true,
            "Testing testing.",
            "Onehour",
            DeliveryExpectedAt: null),
        orderNumber: 13_550);

    [Theory]
    [InlineData("Incomplete", "CREATED")]
    [InlineData("Ready", "CREATED")]
    [InlineData("Processing", "READY")]
    [InlineData("ChallengeRequired", "READY")]
    [InlineData("Declined", "FAILED")]
    [InlineData("Completed", "COMPLETE")]
    [InlineData("Failed", "FAILED")]
    [InlineData("Cancelled", "FAILED")]
    [InlineData("Expired", "FAILED")]
    public void Each_stage_is_one_of_the_vendors_words(string stage, string status) =>
        CheckoutView.Of(SampleSessions.In(Enum.Parse<SessionStage>(stage))).CheckoutStatus.ShouldBe(status);

    [Fact]
    public void A_complete_checkout_is_the_vendors_document()
    {
        var document = Show(SessionStage.Completed);
        JsonShape.Differences(JsonNode.Parse(Vendor), document).ShouldBeEmpty();

        // Everything that a merchant has said, and what follows from it, is also equal.
        var expected = JsonNode.Parse(Vendor)!;
        foreach (var property in new[]
        {
            "retailer_reference_id", "checkout_status", "gift", "urber_message", "delivery_type", "order_number", "total_amount",
            "total_amount_excl_vat", "payment_method_info", "delivery",
        })
        {
            JsonNode.DeepEquals(document[property], expected[property]).ShouldBeTrue(property);
        }

        document["checkout_items"]!.AsArray().Select(item => item!["amount"]!.GetValue<long>()).ShouldBe([900, 12_900, -12_900]);
    }

    [Fact]
    public void The_document_is_the_vendors_own()
    {
        var seed = SharedFolder.Read("seeds/urb-it-checkout-status.txt");
        Assert.SkipWhen(seed is null, "Needs ../shared/seeds.");
        var sample = seed.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", " ", StringComparison.Ordinal)
            .Replace("\\", string.Empty, StringComparison.Ordinal);
        sample = sample[sample.IndexOf("\"store_id\": \"776844c5", StringComparison.Ordinal)..];
        sample = "{" + sample[..sample.IndexOf("\n}\"", StringComparison.Ordinal)] + "}";
        sample = new Regex("}\\s*\"urber_message\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(sample, "},\"urber_message\"");

        var vendor = JsonNode.Parse(Vendor)!;
        vendor["delivery"]!.AsObject().Remove("delivery_location_type");
        JsonNode.DeepEquals(JsonNode.Parse(sample), vendor).ShouldBeTrue();
    }

    [Fact]
    public void Before_the_payment_nothing_is_said_about_card_and_delivery()
    {
        var document = Show(SessionStage.Ready);
        document["payment_method_info"].ShouldBeNull();
        document["delivery_code"].ShouldBeNull();
        document["delivery_expected_at"].ShouldBeNull();
    }

    [Fact]
    public void A_delivery_of_one_hour_is_expected_an_hour_after_the_payment() =>
        Show(SessionStage.Completed)["delivery_expected_at"]!.GetValue<string>().ShouldBe("2026-11-21T13:00:00.000Z");

    private static JsonNode Show(SessionStage stage) =>
        JsonSerializer.SerializeToNode(CheckoutView.Of(SampleSessions.In(stage, Session)), UrbItProblem.Json)!;
}

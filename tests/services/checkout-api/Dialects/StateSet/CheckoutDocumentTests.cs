using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Checkout.Api.Dialects.Acp;
using Checkout.Api.Dialects.Acp.V20250929;
using Checkout.Api.Dialects.StateSet;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.StateSet;

/// <summary>StateSet's documents, compared with the vendor's own.</summary>
public sealed partial class CheckoutDocumentTests
{
    /// <summary>The checkout of the vendor's text: two mugs, an address, express delivery.</summary>
    private static readonly CheckoutSession OfTheText = SampleSessions.Ready with
    {
        Currency = "USD",
        Buyer = new Buyer("John", "Doe", "john@example.com", "+1234567890"),
        Lines = [new SessionLine("item_123", "item_123", "Mug", Quantity: 2, UnitPrice: 1000)],
        DeliveryAddress = new PostalAddress("John Doe", "123 Main St", "Apt 4B", "San Francisco", "CA", "US", "94105"),
        FulfilmentOptions =
        [
            new FulfilmentOption(
                "shipping_fast",
                FulfilmentKind.Shipping,
                "Express Shipping",
                "2-3 business days",
                "Shipping Co",
                Price: 150,
                EarliestDays: 2,
                LatestDays: 3),
        ],
        FulfilmentOptionId = "shipping_fast",
    };

    [Fact]
    public void A_checkout_has_the_structure_of_the_vendors_own()
    {
        var seed = SharedFolder.Read("seeds/stateset-get-checkout.txt");
        Assert.SkipWhen(seed is null, "shared/seeds is not beside the repository");
        var samples = Json().Matches(seed).Select(match => JsonNode.Parse(match.Value)).ToList();
        samples.Count.ShouldBe(3);

        foreach (var sample in samples)
        {
            JsonShape.Differences(sample, Document(SampleSessions.In(SessionStage.Ready, OfTheText))).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_checkout_has_the_sums_of_the_vendors_own_in_their_order()
    {
        var document = Document(SampleSessions.In(SessionStage.Ready, OfTheText));
        document["totals"]!.AsArray().Select(total => $"{total!["type"]} {total["display_text"]} {total["amount"]}")
            .ShouldBe(["subtotal Subtotal 2000", "fulfillment Shipping 150", "tax Tax 0", "total Total 2150"]);
        document["currency"]!.GetValue<string>().ShouldBe("usd");
        document["status"]!.GetValue<string>().ShouldBe("ready_for_payment");
    }

    [Fact]
    public void A_paid_checkout_names_its_order_and_its_payment()
    {
        var paid = Document(SampleSessions.In(SessionStage.Completed, OfTheText), finish: document => document.AsPaid()).AsObject();

        paid.Select(member => member.Key).Order(StringComparer.Ordinal).ShouldBe(
        [
            "buyer", "currency", "fulfillment_address", "fulfillment_option_id", "fulfillment_options", "id", "line_items", "links", "messages",
            "order_id", "payment", "status", "totals",
        ]);
        paid["payment"]!.ToJsonString().ShouldBe(
            $$"""{"id":"{{paid["order_id"]}}","status":"succeeded","amount":2150,"provider":"stripe"}""");
    }

    [Theory]
    [InlineData("Incomplete", "not_ready_for_payment")]
    [InlineData("Ready", "ready_for_payment")]
    [InlineData("Processing", "in_progress")]
    [InlineData("ChallengeRequired", "in_progress")]
    [InlineData("Declined", "ready_for_payment")]
    [InlineData("Completed", "completed")]
    [InlineData("Failed", "canceled")]
    [InlineData("Cancelled", "canceled")]
    [InlineData("Expired", "canceled")]
    public void A_session_in_a_stage_reads_as(string stage, string status) =>
        Document(SampleSessions.In(Enum.Parse<SessionStage>(stage)))["status"]!.GetValue<string>().ShouldBe(status);

    private static JsonNode Document(SessionStanding standing, Func<CheckoutDocument, CheckoutDocument>? finish = null)
    {
        var names = new Version20250929().Names;
        var tenant = new Tenant("Acme", []) { Id = SampleSessions.Tenant };
        var messages = AcpMessages.Of(standing, AcpNotes.None, names, discounts: null, challengeUrl: null);
        var document = CheckoutDocument.Of(new AcpView(
            standing,
            AcpNotes.None,
            Discounts: null,
            messages,
            tenant,
            "https://pay.example",
            PageUrl: null,
            ChallengeUrl: null,
            new AcquirerOptions()));
        return JsonSerializer.SerializeToNode(finish is null ? document : finish(document), AcpJson.Options)!;
    }

    [GeneratedRegex(@"\{\s*""id"": ""checkout_abc123"".*?""links"": \[\]\s*\}", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Json();
}

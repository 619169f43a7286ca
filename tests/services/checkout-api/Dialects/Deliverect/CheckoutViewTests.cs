using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Dialects.Deliverect;
using Checkout.Api.Dialects.Deliverect.Checkouts;
using Checkout.Api.Sessions;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

public sealed class CheckoutViewTests
{
    private const string Account = "65c35d109a19b819b7cf78d8";
    private const string Page = "http://payment.acme.com/1234";

    /// <summary>The session that the vendor's documents are about.</summary>
    private static readonly CheckoutSession Session = (SampleSessions.Ready with
    {
        Buyer = new Buyer("Test", Email: "test@email.com", PhoneNumber: "12345", Company: "Company LTDA", TaxNumber: "123456789"),
        Lines = [new SessionLine("1", "STK-01", "Delicious Steak Frites", 1, 1500)],
        Tip = 100,
    }).WithExtension(DeliverectNotes.Dialect, new DeliverectNotes(
        "65eee6a9984a1bc1b9637c59",
        [new NotedItem("1", "STK-01", 1, "62d7f77f64c95193cc29aa91", CustomizationPlu: null, Note: null, [])],
        new Fulfillment("pickup"),
        [new Tip("restaurant", 100)],
        Checkout: new CheckoutNotes(
            "62d7f77f64c95193cc29aa91",
            Attempt: 1,
            IsByPage: true,
            IsExternal: false,
            "6643861d0c1914c93a846b79",
            "01277571",
            "print",
            new DateTimeOffset(2024, 5, 14, 15, 41, 17, 518, TimeSpan.Zero),
            [])));

    [Theory]
    [InlineData("Completed", 0)]
    [InlineData("Ready", 1)]
    [InlineData("Processing", 1)]
    [InlineData("ChallengeRequired", 1)]
    [InlineData("Declined", 2)]
    [InlineData("Failed", 3)]
    [InlineData("Cancelled", 3)]
    [InlineData("Expired", 3)]
    public void Each_stage_is_one_of_the_vendors_documents(string stage, int document)
    {
        var (vendor, ours) = (VendorDocuments.All[document], Show(Enum.Parse<SessionStage>(stage)));

        JsonShape.Differences(vendor, ours).ShouldBeEmpty();
        foreach (var generated in new[] { "id", "etag", "updated" })
        {
            vendor.AsObject().Remove(generated);
            ours.AsObject().Remove(generated);
        }

        JsonNode.DeepEquals(ours, vendor).ShouldBeTrue(ours.ToJsonString());
    }

    [Fact]
    public void The_documents_are_the_vendors_own()
    {
        var seed = SharedFolder.Read("seeds/deliverect-get-checkout.txt");
        Assert.SkipWhen(seed is null, "Needs ../shared/seeds.");

        var documents = VendorDocuments.In(seed);

        documents.Count.ShouldBe(4);
        documents.Zip(VendorDocuments.All).ShouldAllBe(pair => JsonNode.DeepEquals(pair.First, pair.Second));
    }

    [Fact]
    public void Times_have_microseconds_and_an_offset() =>
        Text(Show(SessionStage.Ready), "updated").ShouldBe("2026-11-21T11:55:00.000000+00:00");

    [Fact]
    public void The_etag_is_forty_hex_digits_that_change_with_the_content_and_only_then()
    {
        var etag = Text(Show(SessionStage.Ready), "etag");

        etag.ShouldMatch("^[0-9a-f]{40}$");
        Text(Show(SessionStage.Ready), "etag").ShouldBe(etag);
        Text(Show(SessionStage.Ready, Session with { Version = 7 }), "etag").ShouldBe(etag);
        Text(Show(SessionStage.Ready, Session with { Tip = 50 }), "etag").ShouldNotBe(etag, StringComparer.Ordinal);
        Text(Show(SessionStage.Declined), "etag").ShouldNotBe(etag, StringComparer.Ordinal);
    }

    [Fact]
    public void A_payment_that_failed_for_good_elsewhere_fails_the_checkout()
    {
        var standing = SampleSessions.Paying(Session, new CheckoutProgress(
            3, CheckoutPhase.Undoing, SampleSessions.Now, ReasonCode: "PAYMENT_FAILED"));

        var document = Show(standing);

        Text(document, "status").ShouldBe("failed");
        document["order"].ShouldBeNull();
        document["payment"]!["action"].ShouldBeNull();
    }

    [Theory]
    [InlineData("Processing", false)]
    [InlineData("Completed", true)]
    public void A_payment_elsewhere_has_nothing_for_the_shopper_to_do(string stage, bool paid)
    {
        var notes = DeliverectNotes.Of(Session)!;
        var session = Session.WithExtension(
            DeliverectNotes.Dialect, notes with { Checkout = notes.Checkout! with { IsByPage = false, IsExternal = true } });

        var action = Show(SampleSessions.In(Enum.Parse<SessionStage>(stage), session), page: null)["payment"]!["action"]!;

        action.ToJsonString().ShouldBe(paid ? """{"type":"offline","paid":true}""" : """{"type":"offline","paid":false}""");
    }

    [Fact]
    public void A_session_of_another_dialect_reads_as_a_checkout()
    {
        var foreign = SampleSessions.Ready with
        {
            Lines =
            [
                new SessionLine("a", "it_ab1", "Premium, one month", 2, 1499, 1900),
                new SessionLine("b", "it_ad1", "Second screen", 2, 399, 1900, ParentItemIdentifier: "it_ab1"),
                new SessionLine("c", "fee", "Parcel", 1, 500, 1900, Kind: SessionLineKind.DeliveryFee),
                new SessionLine("d", "v", "CODE", 1, -100, Kind: SessionLineKind.Voucher),
            ],
            DeliveryAddress = new PostalAddress("Bengt", "street 1", City: "Stockholm", Country: "SE", PostalCode: "11144"),
        };

        var document = Show(SampleSessions.In(SessionStage.ChallengeRequired, foreign), page: null);

        var item = document["basket"]!["items"]!.AsArray().ShouldHaveSingleItem()!;
        item["gross"]!.GetValue<long>().ShouldBe(2 * (1499 + 399));
        item["subItems"]![0]!["plu"]!.GetValue<string>().ShouldBe("it_ad1");
        document["basket"]!["charges"]!["deliveryFee"]!["gross"]!.GetValue<long>().ShouldBe(500);
        document["basket"]!["discounts"]![0]!["amount"]!.GetValue<long>().ShouldBe(100);
        document["basket"]!["payment"]!["total"]!.GetValue<long>().ShouldBe((2 * (1499 + 399)) + 500 - 100);
        document["basket"]!["fulfillment"]!["type"]!.GetValue<string>().ShouldBe("delivery");
        document["payment"]!["action"]!["url"]!.GetValue<string>().ShouldBe("https://bank.example/3ds/1");
        document["payment"]!["id"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{24}$");
    }

    [Fact]
    public void An_order_of_another_dialect_has_its_merchants_number()
    {
        var document = Show(SampleSessions.In(SessionStage.Completed), page: null);

        document["order"]!["channelOrderId"]!.GetValue<string>().ShouldBe("order-1");
        document["order"]!["channelOrderDisplayId"]!.GetValue<string>().Length.ShouldBe(8);
    }

    private static JsonNode Show(SessionStage stage, CheckoutSession? session = null) => Show(SampleSessions.In(stage, session ?? Session));

    private static JsonNode Show(SessionStanding standing, string? page = Page) =>
        JsonSerializer.SerializeToNode(CheckoutView.Of(standing, Account, page), JsonSerializerOptions.Web)!;

    private static string Text(JsonNode document, string name) => document[name]!.GetValue<string>();
}

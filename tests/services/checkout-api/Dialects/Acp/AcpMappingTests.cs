using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Api.Dialects.Acp;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Acp;

/// <summary>Every stage of a session in ACP's words; each document is checked by the published contract.</summary>
public sealed class AcpMappingTests
{
    private static readonly Tenant Acme = new(
        "Acme",
        [],
        Links: [new TenantLink("terms_of_use", "https://shop.example/terms"), new TenantLink("faq", "https://shop.example/faq")])
    {
        Id = SampleSessions.Tenant,
    };

    [Theory]
    [InlineData(AcpSpecification.Older, "not_ready_for_payment")]
    [InlineData(AcpSpecification.Newer, "incomplete")]
    public void An_incomplete_session_reads_as(string version, string status) =>
        Document(version, SampleSessions.In(SessionStage.Incomplete)).ShouldRead(status, "missing");

    [Theory]
    [InlineData(AcpSpecification.Older, "ready_for_payment")]
    [InlineData(AcpSpecification.Newer, "ready_for_payment")]
    public void A_ready_session_reads_as(string version, string status) =>
        Document(version, SampleSessions.In(SessionStage.Ready)).ShouldRead(status, message: null);

    [Theory]
    [InlineData(AcpSpecification.Older, "in_progress")]
    [InlineData(AcpSpecification.Newer, "complete_in_progress")]
    public void A_session_that_is_being_paid_reads_as(string version, string status) =>
        Document(version, SampleSessions.In(SessionStage.Processing)).ShouldRead(status, message: null);

    [Theory]
    [InlineData(AcpSpecification.Older, "in_progress")]
    [InlineData(AcpSpecification.Newer, "authentication_required")]
    public void A_session_that_waits_for_the_bank_reads_as(string version, string status)
    {
        var document = Document(version, SampleSessions.In(SessionStage.ChallengeRequired));
        document.ShouldRead(status, "requires_3ds");
        document.ToJsonString().ShouldContain("https://bank.example/3ds/1");
    }

    [Theory]
    [InlineData(AcpSpecification.Older, "ready_for_payment")]
    [InlineData(AcpSpecification.Newer, "ready_for_payment")]
    public void A_declined_session_reads_as(string version, string status) =>
        Document(version, SampleSessions.In(SessionStage.Declined)).ShouldRead(status, "payment_declined");

    [Theory]
    [InlineData(AcpSpecification.Older, "completed")]
    [InlineData(AcpSpecification.Newer, "completed")]
    public void A_paid_session_reads_as(string version, string status)
    {
        var document = Document(version, SampleSessions.In(SessionStage.Completed));
        document.ShouldRead(status, message: null);
        document["order"]!["id"]!.GetValue<string>().ShouldStartWith("trk_");
    }

    [Theory]
    [InlineData(AcpSpecification.Older, "canceled")]
    [InlineData(AcpSpecification.Newer, "canceled")]
    public void A_failed_session_reads_as(string version, string status) =>
        Document(version, SampleSessions.In(SessionStage.Failed)).ShouldRead(status, "out_of_stock");

    [Theory]
    [InlineData(AcpSpecification.Older, "canceled")]
    [InlineData(AcpSpecification.Newer, "canceled")]
    public void A_cancelled_session_reads_as(string version, string status) =>
        Document(version, SampleSessions.In(SessionStage.Cancelled)).ShouldRead(status, message: null);

    [Theory]
    [InlineData(AcpSpecification.Older, "canceled", "invalid")]
    [InlineData(AcpSpecification.Newer, "expired", "expired")]
    public void An_expired_session_reads_as(string version, string status, string message) =>
        Document(version, SampleSessions.In(SessionStage.Expired)).ShouldRead(status, message);

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public void Sums_add_up_whatever_a_session_consists_of(string version)
    {
        var session = SampleSessions.Ready with
        {
            Tip = 77,
            Lines =
            [
                new SessionLine("1", "it_a", "A", Quantity: 3, UnitPrice: 333, TaxBasisPoints: 1900, Discount: 100),
                new SessionLine("2", "it_b", "B", Quantity: 1, UnitPrice: 501, TaxBasisPoints: 700),
                new SessionLine("3", "fee", "Fee", Quantity: 1, UnitPrice: 99, TaxBasisPoints: 1900, Kind: SessionLineKind.Fee),
                new SessionLine("4", "ship", "Ship", Quantity: 1, UnitPrice: 490, TaxBasisPoints: 1900, Kind: SessionLineKind.DeliveryFee),
            ],
            DeliveryAddress = new PostalAddress("John", City: "Wien"),
            FulfilmentOptions =
            [
                new FulfilmentOption("fast", FulfilmentKind.Shipping, "Fast", "Soon", "Post", 250, 2000, EarliestDays: 1, LatestDays: 2),
                new FulfilmentOption("mail", FulfilmentKind.Digital, "E-mail"),
                new FulfilmentOption("shop", FulfilmentKind.Pickup, "In the shop"),
            ],
            FulfilmentOptionId = "fast",
        };

        var document = Document(version, SampleSessions.In(SessionStage.Ready, session));

        var totals = document["totals"]!.AsArray().ToDictionary(
            total => total!["type"]!.GetValue<string>(), total => total!["amount"]!.GetValue<long>(), StringComparer.Ordinal);
        (totals["items_base_amount"] - totals["items_discount"]).ShouldBe(totals["subtotal"]);
        (totals["subtotal"] + totals["fulfillment"] + totals["tax"] + totals["fee"] + totals.GetValueOrDefault("tip"))
            .ShouldBe(totals["total"]);
        totals["total"].ShouldBe(SessionTotals.Of(session).Total);
        document["line_items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void Pages_of_the_merchant_are_shown_as_far_as_the_version_has_words_for_them()
    {
        Document(AcpSpecification.Older, SampleSessions.In(SessionStage.Ready))["links"]!.AsArray().Count.ShouldBe(1);
        Document(AcpSpecification.Newer, SampleSessions.In(SessionStage.Ready))["links"]!.AsArray().Count.ShouldBe(2);
    }

    private static JsonNode Document(string name, SessionStanding standing)
    {
        var version = AcpVersions.All.Single(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        var notes = AcpNotes.Of(standing.Session);
        var challengeUrl = standing.Stage is SessionStage.ChallengeRequired ? standing.Challenge!.Action.RedirectUrl : null;
        var view = new AcpView(
            standing,
            notes,
            Discounts: null,
            AcpMessages.Of(standing, notes, version.Names, discounts: null, challengeUrl),
            Acme,
            "https://pay.example",
            PageUrl: "https://pay.example/pay/1",
            challengeUrl,
            new AcquirerOptions());
        var document = JsonSerializer.SerializeToNode(version.DocumentOf(view), AcpJson.Options)!;
        AcpSpecification.ShouldAllowSession(name, document);
        return document;
    }
}

/// <summary>What every document of the table is asked.</summary>
internal static class AcpDocuments
{
    /// <summary>The status, and the code of the only error that it tells of.</summary>
    public static void ShouldRead(this JsonNode document, string status, string? message)
    {
        document["status"]!.GetValue<string>().ShouldBe(status);
        document["messages"]!.AsArray().Select(each => each!["code"]?.GetValue<string>())
            .FirstOrDefault(code => code is not null).ShouldBe(message);
    }
}

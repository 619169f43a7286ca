using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Api.Dialects.Ucp;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Services.Tests.CheckoutApi.Tenants;
using Checkout.Tests.Specifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Ucp;

/// <summary>Every stage of a session, as the protocol writes it.</summary>
public sealed class MappingTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>
{
    [Fact]
    public async Task An_incomplete_session_reads_as_incomplete_and_says_what_is_missing()
    {
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Incomplete));
        (Text(checkout["status"]), Text(checkout["messages"]![0]!["path"])).ShouldBe(("incomplete", "$.line_items"));
    }

    [Fact]
    public async Task A_session_without_address_and_way_says_so()
    {
        var carried = SampleSessions.Ready with { FulfilmentOptions = [new FulfilmentOption("fast", FulfilmentKind.Shipping, "Express", Price: 150)] };
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Ready, carried));
        checkout["messages"]!.AsArray().Select(message => Text(message!["path"])).ShouldBe(
            ["$.fulfillment.methods[0].selected_destination_id", "$.fulfillment.methods[0].groups[0].selected_option_id"]);
    }

    [Fact]
    public async Task A_ready_session_reads_as_ready_for_complete_and_can_be_paid_in_a_browser()
    {
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Ready));
        Text(checkout["status"]).ShouldBe("ready_for_complete");
        checkout["messages"].ShouldBeNull();
        Text(checkout["continue_url"]).ShouldContain("/pay/");
    }

    [Fact]
    public async Task A_session_whose_wishes_cannot_be_met_reads_as_incomplete_though_it_could_be_paid()
    {
        var session = SampleSessions.Ready.WithExtension(UcpProtocol.Dialect, new UcpMemory
        {
            Messages = [UcpMessage.Recoverable("item_unavailable", "Line item 2 of the request is not sold here.")],
            LinesTag = UcpMemory.TagOf(SampleSessions.Ready),
        });
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Ready, session));
        (Text(checkout["status"]), Text(checkout["messages"]![0]!["code"])).ShouldBe(("incomplete", "item_unavailable"));
    }

    [Fact]
    public async Task What_is_remembered_of_lines_is_forgotten_when_another_dialect_changes_them()
    {
        var session = SampleSessions.Ready.WithExtension(UcpProtocol.Dialect, new UcpMemory
        {
            Messages = [UcpMessage.Recoverable("item_unavailable", "Line item 2 of the request is not sold here.")],
            LinesTag = UcpMemory.TagOf(SampleSessions.Ready),
        });
        var changed = session with { Lines = [session.Lines[0] with { Quantity = 3 }] };
        Text((await ReadAsync(SampleSessions.In(SessionStage.Ready, changed)))["status"]).ShouldBe("ready_for_complete");
    }

    [Fact]
    public async Task A_session_in_process_reads_as_complete_in_progress() =>
        Text((await ReadAsync(SampleSessions.In(SessionStage.Processing)))["status"]).ShouldBe("complete_in_progress");

    [Fact]
    public async Task A_challenged_session_reads_as_requires_escalation_with_the_banks_address()
    {
        var session = SampleSessions.Ready.WithExtension(UcpProtocol.Dialect, new UcpMemory
        {
            Instruments = [new UcpInstrument("instr_1", "card", "card", Selected: true)], LinesTag = UcpMemory.TagOf(SampleSessions.Ready),
        });
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.ChallengeRequired, session));
        (Text(checkout["status"]), Text(checkout["continue_url"])).ShouldBe(("requires_escalation", "https://bank.example/3ds/1"));
        (Text(checkout["messages"]![0]!["code"]), Text(checkout["messages"]![0]!["severity"])).ShouldBe(("requires_3ds", "requires_buyer_input"));
        checkout["actions"]!.ToJsonString().ShouldBe(
            """{"dev.ucp.payment.three_ds_challenge":[{"id":"challenge_1_1","config":{"payment_instrument_id":"instr_1","url":"https://bank.example/3ds/1"}}]}""");
    }

    [Fact]
    public async Task A_declined_session_reads_as_ready_for_complete_with_payment_failed()
    {
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Declined));
        (Text(checkout["status"]), Text(checkout["messages"]![0]!["code"])).ShouldBe(("ready_for_complete", "payment_failed"));
        (Text(checkout["messages"]![0]!["severity"]), Text(checkout["messages"]![0]!["content"])).ShouldBe(("recoverable", "The card was declined."));
    }

    [Fact]
    public async Task A_completed_session_reads_as_completed_with_its_order()
    {
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Completed));
        (Text(checkout["status"]), Text(checkout["order"]!["id"])).ShouldBe(("completed", "trk_01JABCDEFGHJKMNPQRSTVWXYZ1"));
    }

    [Theory]
    [InlineData(nameof(SessionStage.Failed), "out_of_stock")]
    [InlineData(nameof(SessionStage.Expired), "expired")]
    [InlineData(nameof(SessionStage.Cancelled), null)]
    public async Task A_failed_expired_or_cancelled_session_reads_as_canceled(string stage, string? code)
    {
        var checkout = await ReadAsync(SampleSessions.In(Enum.Parse<SessionStage>(stage)));
        Text(checkout["status"]).ShouldBe("canceled");
        checkout["messages"]?[0]?["code"]?.GetValue<string>().ShouldBe(code);
        (checkout["messages"] is null).ShouldBe(code is null);
    }

    [Fact]
    public async Task A_session_of_another_dialect_shows_its_fees_vouchers_tip_and_what_was_paid_elsewhere()
    {
        var session = SampleSessions.Ready with
        {
            Lines =
            [
                SampleSessions.Ready.Lines[0] with { Discount = 99 },
                new SessionLine("fee", "fee", "Service", 1, 50, Kind: SessionLineKind.Fee),
                new SessionLine("way", "way", "Courier", 1, 300, Kind: SessionLineKind.DeliveryFee),
                new SessionLine("voucher", "voucher", "CODE", 1, -200, Kind: SessionLineKind.Voucher),
            ],
            DeliveryAddress = new PostalAddress("Jane van Doe", "Hauptstr. 1", City: "Berlin", Country: "DE"),
            FulfilmentOptions = [new FulfilmentOption("shop", FulfilmentKind.Pickup, "At the shop"), new FulfilmentOption("fast", FulfilmentKind.Shipping, "Express", Price: 150)],
            FulfilmentOptionId = "fast",
            Tip = 20,
            PaidElsewhere = 400,
        };
        var checkout = await ReadAsync(SampleSessions.In(SessionStage.Ready, session));
        checkout["totals"]!.AsArray().Select(total => $"{Text(total!["type"])} {total["amount"]}").ShouldBe(
            ["subtotal 1499", "items_discount -99", "fee 50", "fulfillment 300", "discount -200", "fulfillment 150", "tip 20", "paid_elsewhere -400", "total 1320"]);
        checkout["discounts"]!["applied"]![0]!["automatic"]!.GetValue<bool>().ShouldBeTrue();
        var methods = checkout["fulfillment"]!["methods"]!.AsArray();
        methods.Select(method => Text(method!["type"])).ShouldBe(["pickup", "shipping"]);
        (Text(methods[1]!["destinations"]![0]!["first_name"]), Text(methods[1]!["destinations"]![0]!["last_name"])).ShouldBe(("Jane van", "Doe"));
    }

    private async Task<JsonNode> ReadAsync(SessionStanding standing)
    {
        var context = new DefaultHttpContext { Request = { Scheme = "https", Host = new HostString("pay.example") } };
        var checkout = await system.Services.GetRequiredService<CheckoutView>().OfAsync(context, standing);
        var json = JsonSerializer.SerializeToNode(checkout, UcpProtocol.Json).ShouldNotBeNull();
        UcpRules.Check(200, json);
        return json;
    }

    private static string Text(JsonNode? node) => node.ShouldNotBeNull().GetValue<string>();
}

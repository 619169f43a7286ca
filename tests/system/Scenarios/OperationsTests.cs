using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>An order whose undo the PSP does not confirm, and what operators do about it.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private const string OperatorKey = "sk_dev_acme_operator_123456789";

    private readonly LocalSystem system = new("--Checkout:UndoDeadline=00:00:01");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Merchant Operator => new(system.Api, apiKey: OperatorKey);

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_stuck_order_is_seen_tried_again_and_gone_with_a_timeline_of_it_all()
    {
        await FailAsync("POST /v1/payment_intents/{id}/cancel");
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.FailsAtCapture));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        var stuck = await UntilQueuedAsync(trackingNumber);
        stuck["reasonCode"]!.GetValue<string>().ShouldBe("UNDO_UNCONFIRMED");
        stuck["details"]!.AsArray().Single()!.GetValue<string>().ShouldBe("ReversePayment");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).Held.ShouldBe(1499);

        await BehaveAsync();
        (await ActAsync(trackingNumber, "retry", "The PSP is up again.")).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () => (await QueueAsync()).All(order => !Is(order, trackingNumber)));
        (await Ledger.OfAsync(system.Psps, trackingNumber)).Held.ShouldBe(0);
        JsonNode timeline = new JsonObject();
        await Eventually.HoldsAsync(async () =>
            (timeline = await TimelineAsync(trackingNumber))["phase"]!.GetValue<string>() is "Failed");
        var lines = timeline["entries"]!.AsArray().Select(entry => $"{entry!["step"]} {entry["outcome"]} {entry["code"]}");
        var text = string.Join('\n', lines);
        string[] told =
        [
            "authorize Authorized ", "capture Refused", "reverse unconfirmed ", "operator-retry jane: The PSP is up again.", "reverse voided ",
        ];
        told.ShouldAllBe(line => text.Contains(line, StringComparison.Ordinal), text);
        CardDataScan.Of(timeline.ToJsonString()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_operator_has_settled_by_hand_leaves_the_queue_and_keeps_the_reason()
    {
        await FailAsync("POST /v1/payment_intents/{id}/cancel");
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.FailsAtCapture));
        await UntilQueuedAsync(trackingNumber);

        (await ActAsync(trackingNumber, "resolve", "")).ShouldBe(HttpStatusCode.BadRequest);
        (await ActAsync(trackingNumber, "resolve", "Voided in the PSP's dashboard.")).ShouldBe(HttpStatusCode.Accepted);
        (await ActAsync(trackingNumber, "resolve", "Twice.")).ShouldBe(HttpStatusCode.NotFound);

        (await QueueAsync()).ShouldNotContain(order => Is(order, trackingNumber));
        (await TimelineAsync(trackingNumber)).ToJsonString().ShouldContain("operator-resolve");
    }

    [Fact]
    public async Task Only_operators_get_in_and_only_to_their_own_tenants_orders()
    {
        using var merchant = await system.Merchant.GetAsync("/operations/stuck");
        merchant.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var ofGlobex = new Merchant(system.Api, "globex", "sk_dev_globex_sample_987654321");
        using var stranger = await ofGlobex.GetAsync("/operations/stuck");
        stranger.IsSuccessStatusCode.ShouldBeFalse();

        using var unknown = await Operator.GetAsync("/operations/orders/trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB/timeline");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static bool Is(JsonNode? order, string trackingNumber) =>
        string.Equals(order!["trackingNumber"]!.GetValue<string>(), trackingNumber, StringComparison.Ordinal);

    private async Task FailAsync(string operation)
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        var plan = new { rules = new[] { new { provider = "stripe", operation, rates = new { errorBefore = 1.0 } } } };
        using var response = await http.PutAsJsonAsync(new Uri("/faults", UriKind.Relative), plan, Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task BehaveAsync()
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        using var response = await http.DeleteAsync(new Uri("/faults", UriKind.Relative), Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonArray> QueueAsync()
    {
        using var response = await Operator.GetAsync("/operations/stuck");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!["orders"]!.AsArray();
    }

    private async Task<JsonNode> UntilQueuedAsync(string trackingNumber)
    {
        JsonNode? found = null;
        await Eventually.HoldsAsync(async () => (found = (await QueueAsync()).FirstOrDefault(order => Is(order, trackingNumber))) is not null);
        return found!;
    }

    private async Task<HttpStatusCode> ActAsync(string trackingNumber, string action, string reason)
    {
        using var response = await Operator.PostAsync(
            $"/operations/orders/{trackingNumber}/{action}", $$"""{"operator":"jane","reason":"{{reason}}"}""");
        return response.StatusCode;
    }

    private async Task<JsonNode> TimelineAsync(string trackingNumber)
    {
        using var response = await Operator.GetAsync($"/operations/orders/{trackingNumber}/timeline");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
    }
}

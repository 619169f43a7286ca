using System.Net;
using System.Text.Json.Nodes;
using Checkout.Services.Tests.FulfilmentActivity.Webhooks;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>A merchant hears of its orders, from the submit over REST to the signed message at its own endpoint.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Webhooks = "/api/v1/c2a/webhooks";

    private readonly LocalSystem system = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_completed_checkout_is_posted_with_a_valid_signature_and_without_card_data()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddAsync(receiver.Url);
        var correlationId = Guid.NewGuid().ToString();

        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless, correlationId));
        var received = await receiver.NextAsync();

        received.IsSignedWith(Text(webhook, "secret")).ShouldBeTrue();
        received.Id.ShouldStartWith($"evt_{trackingNumber}_");
        var message = JsonNode.Parse(received.Text)!;
        Text(message, "type").ShouldBe("checkout.completed");
        var data = message["data"]!;
        (Text(data, "trackingNumber"), Text(data, "correlationId"), Text(data, "messageCode")).ShouldBe(
            (trackingNumber, correlationId, "CHECK_OUT_DONE"));
        data["amount"]!.ToJsonString().ShouldBe("""{"minorUnits":1499,"currency":"EUR"}""");
        CardDataScan.Of(received.Text).ShouldBeEmpty();
        using var status = await system.Merchant.GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/status");
        status.Headers.GetValues("Checkout-Version").Single().ShouldBe(data["version"]!.ToString());
    }

    [Fact]
    public async Task A_challenge_asks_for_the_shopper_and_a_failure_and_its_reversal_are_told()
    {
        await using var receiver = await Receiver.StartAsync();
        await AddAsync(receiver.Url);

        var challenged = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var action = JsonNode.Parse((await receiver.NextAsync()).Text)!;
        (Text(action, "type"), Text(action["data"]!, "trackingNumber")).ShouldBe(("checkout.action_required", challenged));

        var failing = await system.Merchant.SubmitAsync(Merchant.Order(Cards.FailsAtCapture));
        var told = new[] { await receiver.NextAsync(), await receiver.NextAsync() }.Select(message => JsonNode.Parse(message.Text)!).ToList();
        told.Select(message => Text(message, "type")).ShouldBe(["checkout.failed", "payment.reversed"], ignoreOrder: true);
        told.ShouldAllBe(message => Text(message["data"]!, "trackingNumber") == failing);
    }

    [Fact]
    public async Task A_merchant_who_was_down_gets_the_message_when_he_is_back()
    {
        var receiver = await Receiver.StartAsync();
        var (address, url) = (receiver.Address, receiver.Url);
        await receiver.DisposeAsync();
        var webhook = await AddAsync(url);
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        await UntilLoggedAsync(webhook, delivery => delivery["attempts"]!.AsArray().Count == 1);

        await using var back = await Receiver.StartAsync(address);
        var received = await back.NextAsync();

        received.Id.ShouldStartWith($"evt_{trackingNumber}_");
        received.IsSignedWith(Text(webhook, "secret")).ShouldBeTrue();
        var delivered = await UntilLoggedAsync(webhook, delivery => Text(delivery, "state") is "Delivered");
        delivered["attempts"]!.AsArray().Select(attempt => attempt!["error"]?.GetValue<string>()).ShouldBe(["CONNECTION_FAILED", null]);
    }

    [Fact]
    public async Task A_webhook_that_answered_410_is_enabled_again_and_everything_is_replayed()
    {
        await using var receiver = (await Receiver.StartAsync()).Answering(HttpStatusCode.Gone);
        var webhook = await AddAsync(receiver.Url);
        var path = $"{Webhooks}/{Text(webhook, "webhookId")}";
        await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        var gone = await receiver.NextAsync();
        var dead = await UntilLoggedAsync(webhook, delivery => Text(delivery, "state") is "DeadLetter");
        Text(dead, "eventId").ShouldBe(gone.Id);
        (await PostAsync($"{path}/replay", $$"""{"eventId":"{{gone.Id}}"}""", HttpStatusCode.Conflict))["status"]!.GetValue<int>().ShouldBe(409);

        Text(await PostAsync($"{path}/enable", "{}", HttpStatusCode.OK), "state").ShouldBe("Enabled");
        await PostAsync($"{path}/replay", $$"""{"eventId":"{{gone.Id}}"}""", HttpStatusCode.Accepted);
        (await receiver.NextAsync()).Id.ShouldBe(gone.Id);
        await UntilLoggedAsync(webhook, delivery => Text(delivery, "state") is "Delivered");
        var replay = await PostAsync($"{path}/replay", """{"from":"2026-01-01T00:00:00Z"}""", HttpStatusCode.Accepted);

        replay["replayed"]!.GetValue<int>().ShouldBe(1);
        (await receiver.NextAsync()).Id.ShouldBe(gone.Id);
    }

    [Fact]
    public async Task An_event_that_nobody_could_take_in_comes_again_when_the_service_is_back()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddAsync(receiver.Url);
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        Text(JsonNode.Parse((await receiver.NextAsync()).Text)!, "type").ShouldBe("checkout.action_required");
        await UntilLoggedAsync(webhook, delivery => Text(delivery, "state") is "Delivered"); // else it may come again
        await system.StopFulfilmentAsync();

        await Shopper.AnswerAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "reject");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        receiver.Unread.ShouldBe(0);
        await system.StartFulfilmentAsync();

        var failed = JsonNode.Parse((await receiver.NextAsync()).Text)!;
        (Text(failed, "type"), Text(failed["data"]!, "reasonCode")).ShouldBe(("checkout.failed", "AUTHENTICATION_FAILED"));
    }

    [Fact]
    public async Task What_a_merchant_gets_wrong_is_told_at_its_field_and_nobody_elses_webhook_exists()
    {
        (await PostAsync(Webhooks, """{"url":7}""", HttpStatusCode.BadRequest))["errors"]!.AsObject().Single().Key.ShouldBe("url");
        (await PostAsync(Webhooks, """{"url":"https://10.0.0.1/"}""", HttpStatusCode.BadRequest))["errors"]!.AsObject().Single().Key.ShouldBe("url");
        await PostAsync($"{Webhooks}/wh_other/secret", "{}", HttpStatusCode.NotFound);
        await PostAsync($"{Webhooks}/../secret", "{}", HttpStatusCode.NotFound);
        await PostAsync($"{Webhooks}/a%2F..%2Fb/secret", "{}", HttpStatusCode.NotFound);
        foreach (var query in new[] { "limit=1000", "limit=a", "state=Lost", "since=yesterday" })
        {
            using var page = await system.Merchant.GetAsync($"{Webhooks}/wh_other/deliveries?{query}");
            page.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
            page.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();

    private Task<JsonNode> AddAsync(string url) => PostAsync(Webhooks, $$"""{"url":"{{url}}"}""", HttpStatusCode.Created);

    private async Task<JsonNode> PostAsync(string path, string json, HttpStatusCode expected)
    {
        using var response = await system.Merchant.PostAsync(path, json);
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        response.StatusCode.ShouldBe(expected, body);
        return JsonNode.Parse(body)!;
    }

    private async Task<JsonNode> UntilLoggedAsync(JsonNode webhook, Func<JsonNode, bool> isMeant)
    {
        JsonNode? found = null;
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await system.Merchant.GetAsync($"{Webhooks}/{Text(webhook, "webhookId")}/deliveries");
            var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
            found = page["deliveries"]!.AsArray().OfType<JsonNode>().FirstOrDefault(isMeant);
            return found is not null;
        });
        return found!;
    }
}

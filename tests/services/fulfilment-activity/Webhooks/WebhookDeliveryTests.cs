using System.Net;
using System.Text.Json.Nodes;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Deliveries;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>From the topic to a merchant's endpoint, over a real broker, workflow engine and HTTP.</summary>
public sealed class WebhookDeliveryTests(WebhookSystem system) : IClassFixture<WebhookSystem>
{
    private readonly string tenant = $"t-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_posted_once_signed_and_without_anything_personal()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);

        await system.PublishAsync(merchantEvent);
        var received = await receiver.NextAsync();

        received.Id.ShouldBe(merchantEvent.Id);
        received.IsSignedWith(webhook.Secret!).ShouldBeTrue();
        received.IsSignedWith($"whsec_{Convert.ToBase64String(new byte[32])}").ShouldBeFalse();
        (DateTimeOffset.UtcNow - received.SentAt).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        JsonNode.DeepEquals(JsonNode.Parse(received.Text), JsonNode.Parse($$$"""
            {"type":"checkout.completed","timestamp":"2026-11-21T12:00:00Z","data":{"trackingNumber":"{{{merchantEvent.TrackingNumber}}}",
             "correlationId":"shop-1","version":4,"messageCode":"CHECK_OUT_DONE","amount":{"minorUnits":1499,"currency":"EUR"} } }
            """)).ShouldBeTrue(received.Text);
        received.Headers.ContainsKey("traceparent").ShouldBeFalse();
        var delivery = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);
        delivery.Attempts.ShouldHaveSingleItem().StatusCode.ShouldBe(204);
    }

    [Fact]
    public async Task An_event_that_the_broker_delivers_again_is_not_posted_again()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.PublishAsync(merchantEvent)));
        await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);
        await system.PublishAsync(merchantEvent);
        var last = Events.Completed(tenant);
        await system.PublishAsync(last);
        await system.UntilAsync(tenant, webhook.WebhookId, last.Id, WebhookDeliveryState.Delivered);

        (await receiver.NextAsync()).Id.ShouldBe(merchantEvent.Id);
        (await receiver.NextAsync()).Id.ShouldBe(last.Id);
        receiver.Unread.ShouldBe(0);
    }

    [Fact]
    public async Task A_webhook_hears_of_the_types_it_named_and_of_its_own_tenants_events_only()
    {
        await using var receiver = await Receiver.StartAsync();
        await system.AddAsync(tenant, receiver.Url, MerchantEventTypes.CheckoutFailed);
        await system.AddAsync($"{tenant}-2", receiver.Url, MerchantEventTypes.PaymentReversed);
        var wanted = Events.Of(tenant, MerchantEventTypes.CheckoutFailed);

        await system.PublishAsync(Events.Completed(tenant));
        await system.PublishAsync(Events.Of(tenant, MerchantEventTypes.PaymentReversed));
        await system.PublishAsync(wanted);

        (await receiver.NextAsync()).Id.ShouldBe(wanted.Id);
        receiver.Unread.ShouldBe(0);
    }

    [Fact]
    public async Task An_endpoint_that_was_down_gets_the_same_message_five_seconds_later()
    {
        await using var receiver = (await Receiver.StartAsync()).Answering(HttpStatusCode.InternalServerError);
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);

        await system.PublishAsync(merchantEvent);
        var first = await receiver.NextAsync();
        var waiting = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1);
        var second = await receiver.NextAsync();

        second.Id.ShouldBe(first.Id);
        second.Text.ShouldBe(first.Text);
        second.IsSignedWith(webhook.Secret!).ShouldBeTrue();
        (waiting.NextAttemptAt - waiting.Attempts[0].At).ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8));
        var delivery = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);
        delivery.Attempts.Select(attempt => attempt.StatusCode).ShouldBe([500, 204]);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "120", 120)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "90", 90)]
    [InlineData(HttpStatusCode.InternalServerError, "90", 5)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "soon", 5)]
    public async Task Only_429_and_503_may_ask_for_time(HttpStatusCode status, string retryAfter, int seconds)
    {
        await using var receiver = (await Receiver.StartAsync()).Answering(status, "Retry-After", retryAfter);
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);

        await system.PublishAsync(merchantEvent);
        var waiting = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1);

        var pause = (waiting.NextAttemptAt - waiting.Attempts[0].At).ShouldNotBeNull();
        pause.ShouldBeInRange(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 3));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await Receiver.StartAsync();
        await using var receiver = (await Receiver.StartAsync()).Answering(HttpStatusCode.TemporaryRedirect, "Location", elsewhere.Url);
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);

        await system.PublishAsync(merchantEvent);
        var waiting = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1);

        waiting.Attempts[0].StatusCode.ShouldBe(307);
        elsewhere.Unread.ShouldBe(0);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_in_time_and_one_that_is_not_there_say_so_in_the_log()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Hang();
        var slow = await system.AddAsync(tenant, receiver.Url);
        var absent = await system.AddAsync(tenant, "http://127.0.0.1:1/hooks");
        var merchantEvent = Events.Completed(tenant);

        await system.PublishAsync(merchantEvent);

        (await system.UntilAsync(tenant, slow.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1))
            .Attempts[0].Error.ShouldBe("TIMEOUT");
        (await system.UntilAsync(tenant, absent.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1))
            .Attempts[0].Error.ShouldBe("CONNECTION_FAILED");
    }

    [Fact]
    public async Task The_last_failed_try_is_a_dead_letter_and_a_try_that_runs_twice_is_one()
    {
        await using var receiver = await Receiver.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            receiver.Answering(HttpStatusCode.InternalServerError);
        }

        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);
        await system.PublishAsync(merchantEvent);
        await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1);
        var run = new DeliveryRun(tenant, webhook.WebhookId, merchantEvent.Id, Run: 1);

        (await TryAsync(run with { Attempt = 1 })).Ended.ShouldBeFalse();
        (await TryAsync(run with { Attempt = DeliverySchedule.Attempts })).Ended.ShouldBeTrue();
        (await TryAsync(run with { Attempt = DeliverySchedule.Attempts })).Ended.ShouldBeTrue();

        var dead = await system.GetAsync<WebhookDeliveryPage>($"/webhooks/{tenant}/{webhook.WebhookId}/deliveries?state=DeadLetter");
        dead.Deliveries.ShouldHaveSingleItem().Attempts.Count.ShouldBe(2);
        receiver.Unread.ShouldBe(2);
    }

    [Fact]
    public async Task What_waits_for_a_webhook_that_is_deleted_is_cancelled()
    {
        await using var receiver = (await Receiver.StartAsync()).Answering(HttpStatusCode.InternalServerError);
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);
        await system.PublishAsync(merchantEvent);
        await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 1);
        using var deleted = await system.Http.DeleteAsync($"/webhooks/{tenant}/{webhook.WebhookId}", Cancel);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await TryAsync(new DeliveryRun(tenant, webhook.WebhookId, merchantEvent.Id, Run: 1, Attempt: 2))).Ended.ShouldBeTrue();

        receiver.Unread.ShouldBe(1);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("{}")]
    [InlineData("""{"id":"a:b","type":"checkout.completed","tenantId":"acme","trackingNumber":"trk_1","amount":{"minorUnits":1,"currency":"EUR"}}""")]
    public async Task What_is_no_event_is_dropped_and_does_not_come_again(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await system.Http.PostAsync("/events/checkout", content, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("""{"status":"DROP"}""");
    }

    private Task<DeliveryAttempt> TryAsync(DeliveryRun run) => system.RunAsync<SendWebhook, DeliveryRun, DeliveryAttempt>(run);
}

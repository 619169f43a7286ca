using System.Net;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Deliveries;
using Checkout.ServiceDefaults;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>The same once more: because the merchant asks for it, and not because a part of this system died in between.</summary>
public sealed class WebhookReplayTests(WebhookSystem system) : IClassFixture<WebhookSystem>
{
    private readonly string tenant = $"t-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_410_disables_the_webhook_and_once_enabled_a_replay_brings_what_it_missed()
    {
        await using var receiver = (await Receiver.StartAsync()).Answering(HttpStatusCode.Gone);
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var (gone, missed) = (Events.Completed(tenant), Events.Completed(tenant));

        await system.PublishAsync(gone);
        await receiver.NextAsync();
        await system.UntilAsync(tenant, webhook.WebhookId, gone.Id, WebhookDeliveryState.DeadLetter);
        var disabled = await system.GetAsync<Webhook>($"/webhooks/{tenant}/{webhook.WebhookId}");
        disabled.State.ShouldBe(WebhookState.Disabled);
        disabled.DisabledReason.ShouldBe("GONE");
        await system.PublishAsync(missed);
        await UntilKeptAsync(missed);
        (await system.PostAsync<Webhook>($"/webhooks/{tenant}/{webhook.WebhookId}/enable")).State.ShouldBe(WebhookState.Enabled);
        receiver.Unread.ShouldBe(0);

        var replay = await system.PostAsync<WebhookReplay>(
            $"/webhooks/{tenant}/{webhook.WebhookId}/replay", new WebhookReplayRequest(From: DateTimeOffset.UnixEpoch));

        replay.ShouldBe(new WebhookReplay(2, NextFrom: null));
        new[] { (await receiver.NextAsync()).Id, (await receiver.NextAsync()).Id }.ShouldBe([gone.Id, missed.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_delivered_event_is_replayed_under_its_own_id_and_one_that_waits_is_tried_at_once()
    {
        await using var receiver = (await Receiver.StartAsync()).Answering(HttpStatusCode.OK).Answering(HttpStatusCode.BadGateway);
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);
        var replay = $"/webhooks/{tenant}/{webhook.WebhookId}/replay";
        await system.PublishAsync(merchantEvent);
        await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);

        await system.PostAsync<WebhookReplay>(replay, new WebhookReplayRequest(merchantEvent.Id));
        var waiting = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Pending, attempts: 2);
        await system.PostAsync<WebhookReplay>(replay, new WebhookReplayRequest(merchantEvent.Id));
        var delivered = await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered, attempts: 3);

        delivered.Attempts.Select(attempt => attempt.StatusCode).ShouldBe([200, 502, 204]);
        delivered.Attempts[2].At.ShouldBeLessThan(waiting.NextAttemptAt.ShouldNotBeNull());
        var received = new[] { await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync() };
        received.ShouldAllBe(message => message.Id == merchantEvent.Id && message.IsSignedWith(webhook.Secret!));
    }

    [Fact]
    public async Task A_delivery_that_was_noted_and_never_started_is_started_when_the_event_comes_again()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var merchantEvent = Events.Completed(tenant);
        await system.Dapr.UpdateAsync<Delivery>(KeyOf(webhook, merchantEvent), _ => Delivery.Of(merchantEvent), Cancel);

        await system.PublishAsync(merchantEvent);

        (await receiver.NextAsync()).Id.ShouldBe(merchantEvent.Id);
        await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);
    }

    [Fact]
    public async Task A_delivery_that_ended_before_its_start_was_noted_is_not_posted_again()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var (merchantEvent, next) = (Events.Completed(tenant), Events.Completed(tenant));
        await system.PublishAsync(merchantEvent);
        await receiver.NextAsync();
        await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);
        await system.Dapr.UpdateAsync<Delivery>(KeyOf(webhook, merchantEvent), current => current! with { HasWorkflow = false }, Cancel);

        await system.PublishAsync(merchantEvent); // starts the finished workflow of the same ID again, which Dapr lets happen
        await UntilAsync<Delivery>(KeyOf(webhook, merchantEvent), delivery => delivery.HasWorkflow);
        await system.PublishAsync(next);

        (await receiver.NextAsync()).Id.ShouldBe(next.Id);
        receiver.Unread.ShouldBe(0);
    }

    private static string KeyOf(Webhook webhook, MerchantEvent merchantEvent) => $"webhook-delivery-{webhook.WebhookId}:{merchantEvent.Id}";

    private Task UntilKeptAsync(MerchantEvent merchantEvent) =>
        UntilAsync<MerchantEvent>($"webhook-event-{merchantEvent.Id}", _ => true);

    private async Task UntilAsync<T>(string key, Func<T, bool> isMeant)
        where T : class
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await system.Dapr.ReadAsync<T>(key, Cancel) is not { } document || !isMeant(document))
        {
            await pulse.WaitForNextTickAsync(Cancel);
        }
    }
}

using System.Text.Json;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>When events that are gathered go to the app: enough of them are there, or the first has waited long enough.</summary>
public sealed class BulkTimingTests
{
    [Fact]
    public async Task Enough_events_go_at_once()
    {
        await using var subscriber = await StartAsync(maxMessages: 2, maxAwaitMilliseconds: 600_000);
        await subscriber.PublishAsync("pubsub/orders", "1");
        await subscriber.PublishAsync("pubsub/orders", "2");
        await subscriber.PublishAsync("pubsub/orders", "3");
        await subscriber.PublishAsync("pubsub/orders", "4");
        var requests = await Broker.EventsAsync(subscriber.App, 2);
        requests.Select(request => Numbers(request).Count).ShouldBe([2, 2]);
        requests.SelectMany(Numbers).Order().ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Fewer_go_when_the_first_has_waited_long_enough()
    {
        await using var subscriber = await StartAsync(maxMessages: 100, maxAwaitMilliseconds: 50);
        await subscriber.PublishAsync("pubsub/orders", "1");
        Numbers((await Broker.EventsAsync(subscriber.App, 1))[0]).ShouldBe([1]);
    }

    [Fact]
    public async Task Only_what_the_app_did_not_take_goes_to_the_dead_letter_topic()
    {
        await using var subscriber = await StartAsync(maxMessages: 3, maxAwaitMilliseconds: 600_000);
        subscriber.App.Answer = async context =>
        {
            if (context.Request.Path == "/on-orders")
            {
                var statuses = subscriber.App.Requests[0].Json().GetProperty("entries").EnumerateArray()
                    .Where(entry => entry.GetProperty("event").GetProperty("data").GetInt32() != 2) // of which it says nothing
                    .Select(entry => new { entryId = entry.GetProperty("entryId").GetString(), status = "SUCCESS" });
                await JsonSerializer.SerializeAsync(context.Response.Body, new { statuses });
            }
        };
        await subscriber.PublishAsync("pubsub/orders", "1");
        await subscriber.PublishAsync("pubsub/orders", "2");
        await subscriber.PublishAsync("pubsub/orders", "3");
        var requests = await Broker.EventsAsync(subscriber.App, 2);
        Numbers(requests[0]).Order().ShouldBe([1, 2, 3]);
        requests[1].Target.ShouldBe("/on-dead");
        requests[1].Json().GetProperty("data").GetInt32().ShouldBe(2);
    }

    private static List<int> Numbers(Seen request) =>
        [.. request.Json().GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("event").GetProperty("data").GetInt32())];

    private static Task<Subscriber> StartAsync(int maxMessages, int maxAwaitMilliseconds) => Subscriber.StartAsync(
        """[{"pubsubname":"pubsub","topic":"dead","route":"/on-dead"}]""",
        Broker.InMemoryWith($$"""
            apiVersion: dapr.io/v2alpha1
            kind: Subscription
            metadata: { name: orders }
            spec:
              pubsubname: pubsub
              topic: orders
              routes: { default: /on-orders }
              bulkSubscribe: { enabled: true, maxMessagesCount: {{maxMessages}}, maxAwaitDurationMs: {{maxAwaitMilliseconds}} }
              deadLetterTopic: dead
            """));
}

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
        await using var subscriber = await StartAsync(maxMessages: 3, maxAwaitMilliseconds: 600_000, refused: 2);
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

    // The app says nothing of the event that it refuses.
    private static async Task<Subscriber> StartAsync(int maxMessages, int maxAwaitMilliseconds, int refused = 0)
    {
        var subscriber = await Subscriber.StartAsync(
            """[{"pubsubname":"pubsub","topic":"dead","route":"/on-dead"}]""", Broker.InMemoryWith(Orders(maxMessages, maxAwaitMilliseconds)));
        subscriber.App.Answer = async context =>
        {
            var statuses = subscriber.App.Requests.Where(seen => seen.Target is "/on-orders")
                .SelectMany(seen => seen.Json().GetProperty("entries").EnumerateArray())
                .Where(entry => entry.GetProperty("event").GetProperty("data").GetInt32() != refused)
                .Select(entry => new { entryId = entry.GetProperty("entryId").GetString(), status = "SUCCESS" });
            await JsonSerializer.SerializeAsync(context.Response.Body, new { statuses });
        };
        return subscriber;
    }

    private static string Orders(int maxMessages, int maxAwaitMilliseconds) => $$"""
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: orders }
        spec:
          pubsubname: pubsub
          topic: orders
          routes: { default: /on-orders }
          bulkSubscribe: { enabled: true, maxMessagesCount: {{maxMessages}}, maxAwaitDurationMs: {{maxAwaitMilliseconds}} }
          deadLetterTopic: dead
        """;
}

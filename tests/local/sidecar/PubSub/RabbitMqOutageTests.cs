using System.Text;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>A server of its own, because it is stopped.</summary>
public sealed class RabbitMqOutageTests : IAsyncLifetime
{
    private const string Orders = """[{"pubsubname":"pubsub","topic":"orders","route":"/on-orders"}]""";

    private RabbitMqServer? server;

    private RabbitMqServer Server => server.ShouldNotBeNull();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? string.Empty);
        server = await RabbitMqServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_the_broker_is_away_a_publish_fails_and_afterwards_events_flow_again()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders, RabbitMqSubscriber.Component(Server.NewAddress()));
        await subscriber.DeliverAsync("pubsub/orders", "1");
        await Server.CrashAsync();
        var answer = await subscriber.Sidecar.PostAsync("/v1.0/publish/pubsub/orders", "2");
        answer.ShouldBeError(500, "ERR_PUBSUB_PUBLISH_MESSAGE");
        answer.Json.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("RabbitMQ at 127.0.0.1");

        await Server.StartAgainAsync();
        // The queue is bound again when the subscription is; until then the broker has nobody to keep an event for.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (subscriber.App.Requests.Count < 2)
        {
            (await subscriber.Sidecar.PostAsync("/v1.0/publish/pubsub/orders", "3")).ShouldBeEmpty();
            await ticks.WaitForNextTickAsync(deadline.Token);
        }

        subscriber.App.Requests[1].Json().GetProperty("data").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_confirmed_persistent_publish_is_not_lost_when_the_broker_crashes()
    {
        (string, string)[] fields = [("publisherConfirm", "true"), ("deliveryMode", "2"), ("deletedWhenUnused", "false")];
        await using var subscriber = await Subscriber.StartAsync(Orders, RabbitMqSubscriber.Component(Server.NewAddress(), fields));
        var acknowledged = new List<int>();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var publishing = PublishUntilRefusedAsync(subscriber, acknowledged, begun);
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Server.CrashAsync();
        await publishing;
        acknowledged.ShouldNotBeEmpty();

        await Server.StartAgainAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (acknowledged.Except(Delivered(subscriber)).Any())
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }

    private static IEnumerable<int> Delivered(Subscriber subscriber) =>
        subscriber.App.Requests.Select(seen => seen.Json().GetProperty("data").GetInt32());

    private static async Task PublishUntilRefusedAsync(Subscriber subscriber, List<int> acknowledged, TaskCompletionSource begun)
    {
        for (var n = 0; ; n++)
        {
            using var content = new StringContent($"{n}", Encoding.UTF8, "application/json");
            if ((await subscriber.Sidecar.SendContentAsync("POST", "/v1.0/publish/pubsub/orders", content)).Status is not 204)
            {
                return;
            }

            acknowledged.Add(n);
            if (n == 20)
            {
                begun.SetResult();
            }
        }
    }
}

using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.PubSub;
using Checkout.Local.Sidecar.PubSub.Publishing;
using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Resources;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sidecar.Resiliency;

/// <summary>Outbound policies of a pub/sub component: a broker that refuses as often as it is told.</summary>
public sealed class PublishPolicyTests : IDisposable
{
    private readonly string home = GuardedPair.WriteResource("""
        spec:
          policies: { retries: { few: { duration: 1ms, maxRetries: 2 } } }
          targets: { components: { bus: { outbound: { retry: few } } } }
        """);

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    public async Task An_event_that_the_broker_refuses_is_published_again(int refusals, int calls, bool succeeds)
    {
        await using var broker = new ShyBroker(refusals);
        var policies = new AppResiliency(ResourceFolder.Read(Path.Combine(home, "resources"), new Notices()).Resiliency, TimeProvider.System);
        var scopes = new TopicScopes(new Dictionary<string, string>(StringComparer.Ordinal), "orders");
        var component = new PubSubComponent(broker, scopes) { Outbound = policies.ForOutbound("bus", "Pubsub") };
        var publisher = new Publisher("orders", new Dictionary<string, PubSubComponent>(StringComparer.Ordinal) { ["bus"] = component }, TimeProvider.System);
        var entry = new PublishEntry(null, "1"u8.ToArray(), "application/json", EventMetadata.None);

        Task Publish() => publisher.PublishAsync(new DefaultHttpContext(), new PublishTarget("bus", "t"), entry);

        if (succeeds)
        {
            await Publish();
        }
        else
        {
            (await Should.ThrowAsync<ApiException>(Publish)).ErrorCode.ShouldBe("ERR_PUBSUB_PUBLISH_MESSAGE");
        }

        broker.Calls.ShouldBe(calls);
    }

    private sealed class ShyBroker(int refusals) : IPubSubBroker
    {
        public int Calls { get; private set; }

        public bool ExpiresMessages => false;

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Expect(string group)
        {
            // Nobody subscribes.
        }

        public void Decide(string group)
        {
            // Nobody subscribes.
        }

        public Task PublishAsync(string topic, BrokerMessage message, CancellationToken cancellationToken) =>
            ++Calls <= refusals ? Task.FromException(new BrokerException("not now", new IOException())) : Task.CompletedTask;

        public Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using Checkout.Local.Sidecar.PubSub.InMemory;
using Checkout.Local.Sidecar.PubSub.RabbitMq;
using Checkout.Local.Sidecar.Resources;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>
/// The pub/sub components of a run. Apps that see a component in memory of one name share it; to a broker elsewhere each app has a
/// connection of its own, as with daprd.
/// </summary>
/// <param name="loggers">Where losses of connections go.</param>
/// <param name="time">Clock for the pauses between tries.</param>
internal sealed class RunBrokers(ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<string, InMemoryBroker> inMemory = new(StringComparer.Ordinal);
    private readonly List<(Component Component, IPubSubBroker Broker)> opened = [];

    /// <summary>Whether a component is one of pub/sub.</summary>
    public static bool IsOne(Component component) => component.Type.StartsWith("pubsub.", StringComparison.Ordinal);

    /// <summary>A component as one app sees it; not connected yet.</summary>
    /// <param name="component">The component.</param>
    /// <param name="values">Its metadata, resolved.</param>
    /// <param name="app">The app that sees it.</param>
    /// <exception cref="ResourceException">A value is not of its field's kind.</exception>
    public PubSubComponent Open(Component component, IReadOnlyDictionary<string, string> values, SidecarOptions app)
    {
        IPubSubBroker broker = component.Type is "pubsub.rabbitmq" ? OpenRabbitMq(component, values, app.AppId) : OpenInMemory(component);
        if (app.AppPort is not null)
        {
            broker.Expect(app.AppId);
        }

        return new PubSubComponent(broker, new TopicScopes(values, app.AppId));
    }

    /// <summary>Reaches all brokers.</summary>
    /// <exception cref="ResourceException">A broker cannot be reached, or does not let the sidecar in.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        foreach (var (component, broker) in opened)
        {
            try
            {
                await broker.ConnectAsync(cancellationToken);
            }
            catch (BrokerException e)
            {
                throw component.Source.Error(
                    null, "spec.metadata.connectionString", $"names a broker that cannot be used: {e.Message}", "Start it, or correct the address.");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, broker) in opened)
        {
            await broker.DisposeAsync();
        }
    }

    private InMemoryBroker OpenInMemory(Component component)
    {
        if (!inMemory.TryGetValue(component.Name, out var broker))
        {
            inMemory[component.Name] = broker = new InMemoryBroker();
            opened.Add((component, broker));
        }

        return broker;
    }

    private RabbitMqBroker OpenRabbitMq(Component component, IReadOnlyDictionary<string, string> values, string appId)
    {
        var options = new RabbitMqFields(component, values, appId).Read();
        var broker = new RabbitMqBroker(options, time, loggers.CreateLogger("Checkout.Local.Sidecar.PubSub"));
        opened.Add((component, broker));
        return broker;
    }
}

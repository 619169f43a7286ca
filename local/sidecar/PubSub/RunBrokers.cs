using Checkout.Local.Sidecar.PubSub.InMemory;
using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>The pub/sub components of a run, each opened once: apps that see a component of one name share its broker.</summary>
internal sealed class RunBrokers : IAsyncDisposable
{
    private readonly Dictionary<string, IPubSubBroker> brokers = new(StringComparer.Ordinal);

    /// <summary>Whether a component is one of pub/sub.</summary>
    public static bool IsOne(Component component) => component.Type.StartsWith("pubsub.", StringComparison.Ordinal);

    /// <summary>The broker of a component, for one app.</summary>
    /// <param name="component">The component.</param>
    /// <param name="app">The app that sees it.</param>
    public IPubSubBroker Open(Component component, SidecarOptions app)
    {
        if (!brokers.TryGetValue(component.Name, out var broker))
        {
            brokers[component.Name] = broker = new InMemoryBroker();
        }

        if (app.AppPort is not null)
        {
            broker.Expect(app.AppId);
        }

        return broker;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var broker in brokers.Values)
        {
            await broker.DisposeAsync();
        }
    }
}

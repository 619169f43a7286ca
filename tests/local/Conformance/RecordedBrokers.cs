using Checkout.Local.Tests.Sidecar.PubSub;

namespace Checkout.Local.Tests.Conformance;

/// <summary>What stands in for the recordings' two pub/sub components.</summary>
/// <param name="Type">Type of the components.</param>
/// <param name="Addresses">Where each finds its broker; none for a broker in memory.</param>
internal sealed record RecordedBrokers(string Type, params IReadOnlyList<string> Addresses)
{
    internal static readonly RecordedBrokers InMemory = new("pubsub.in-memory");

    /// <summary>Two virtual hosts of the shared server, in which events wait for an app whose sidecar is down.</summary>
    internal static async Task<RecordedBrokers> RabbitMqAsync()
    {
        var server = await RabbitMqServer.Shared;
        return new RecordedBrokers("pubsub.rabbitmq", server.NewAddress(), server.NewAddress());
    }

    /// <summary>The metadata of one of the components.</summary>
    internal (string Name, string Value)[] Fields(int index) =>
        Addresses.Count == 0 ? [] : [("connectionString", Addresses[index]), ("deletedWhenUnused", "false")];
}

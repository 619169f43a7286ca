using Checkout.Local.Sidecar.PubSub;
using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Secrets;
using Checkout.Local.Sidecar.State;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>What one app sees of the run's resources, opened and resolved.</summary>
/// <param name="StateStores">State components.</param>
/// <param name="SecretStores">Secret stores, with what the Configuration lets the app read.</param>
/// <param name="Components">All components, for metadata.</param>
/// <param name="HttpEndpoints">HTTPEndpoints by name.</param>
/// <param name="Resiliency">Policies for the app's calls.</param>
/// <param name="PubSub">Pub/sub components and Subscription resources.</param>
/// <param name="Configuration">The app's Configuration.</param>
internal sealed record AppResources(
    AppStateStores StateStores,
    AppSecretStores SecretStores,
    IReadOnlyList<LoadedComponent> Components,
    IReadOnlyDictionary<string, LoadedHttpEndpoint> HttpEndpoints,
    AppResiliency Resiliency,
    AppPubSub PubSub,
    Configuration Configuration);

/// <summary>An endpoint ready to be called.</summary>
/// <param name="BaseUrl">URL that the method path is put after.</param>
/// <param name="Headers">Headers that are set on every call.</param>
internal sealed record LoadedHttpEndpoint(Uri BaseUrl, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>A component as metadata shows it.</summary>
/// <param name="Name">Component name.</param>
/// <param name="Type">Component type.</param>
/// <param name="Version">Version of the type.</param>
/// <param name="Capabilities">What the component can do; empty for none.</param>
internal sealed record LoadedComponent(string Name, string Type, string Version, IReadOnlyList<string> Capabilities)
{
    private static readonly string[] Sqlite = ["ETAG", "TRANSACTIONAL", "TTL", "KEYS_LIKE", "ACTOR"];
    private static readonly string[] Postgres = ["ETAG", "TRANSACTIONAL", "TTL", "KEYS_LIKE", "ACTOR"];
    private static readonly string[] InMemory = ["ETAG", "TRANSACTIONAL", "TTL", "DELETE_WITH_PREFIX", "KEYS_LIKE", "ACTOR"];
    private static readonly string[] RabbitMq = ["MESSAGE_TTL"];
    private static readonly string[] MultiValued = ["MULTIPLE_KEY_VALUES_PER_SECRET"];

    /// <summary>Describes a component.</summary>
    public static LoadedComponent From(Component component, ISecretStore? secretStore) => new(component.Name, component.Type, component.Version, component.Type switch
    {
        "state.sqlite" => Sqlite,
        "state.postgresql" => Postgres,
        "state.in-memory" => InMemory,
        "pubsub.rabbitmq" => RabbitMq,
        _ => secretStore?.IsMultiValued is true ? MultiValued : [],
    });
}

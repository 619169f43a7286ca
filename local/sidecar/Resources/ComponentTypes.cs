using Checkout.Local.Sidecar.PubSub;
using Checkout.Local.Sidecar.PubSub.RabbitMq;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>The component types of Dapr as far as this sidecar knows them.</summary>
internal static class ComponentTypes
{
    private static readonly string[] StateFields = ["actorStateStore", "keyPrefix"];

    // What a state component may ask for that is not done here.
    private static readonly string[] UnusedStateFields =
    [
        "primaryEncryptionKey", "secondaryEncryptionKey",
        "outboxPublishPubsub", "outboxPublishTopic", "outboxPubsub", "outboxDiscardWhenMissingState",
    ];

    // Building blocks whose absence shows at the first call and hurts nobody before.
    private static readonly string[] AbsentBlocks =
        ["bindings.", "configuration.", "conversation.", "crypto.", "jobs.", "lock.", "middleware.", "nameresolution.", "workflow."];

    private static readonly Dictionary<string, ComponentType> Supported = new(StringComparer.Ordinal)
    {
        ["state.sqlite"] = new(
            Required: ["connectionString"],
            Optional: [.. StateFields, "busyTimeout", "disableWAL", "tableName", "cleanupInterval", "cleanupIntervalInSeconds"],
            Unused: [.. UnusedStateFields, "timeout", "timeoutInSeconds", "metadataTableName"]),
        ["state.postgresql"] = new(
            Required: ["connectionString"],
            Optional: [.. StateFields, "tablePrefix", "metadataTableName", "cleanupInterval", "maxConns", "timeout"],
            Unused: [.. UnusedStateFields, "connectionMaxIdleTime", "queryExecMode"]) { Version = "v2" },
        ["state.in-memory"] = new(Required: [], Optional: StateFields, Unused: UnusedStateFields),
        ["pubsub.in-memory"] = new(Required: [], Optional: TopicScopes.Fields, Unused: ["consumerID"]),
        ["pubsub.rabbitmq"] = new(Required: [], Optional: [.. TopicScopes.Fields, .. RabbitMqFields.Supported], Unused: [])
        {
            Refused = RabbitMqFields.Refused,
        },
        ["secretstores.local.file"] = new(Required: ["secretsFile"], Optional: ["nestedSeparator", "multiValued"], Unused: []),
        ["secretstores.local.env"] = new(Required: [], Optional: ["prefix"], Unused: []),
    };

    /// <summary>The types that there are.</summary>
    public static IEnumerable<string> All => Supported.Keys;

    /// <summary>Finds out what this sidecar does with a component of that type.</summary>
    /// <param name="type">The component's <c>spec.type</c>.</param>
    /// <returns>The type's fields; null if it belongs to a building block that is not there.</returns>
    /// <exception cref="KeyNotFoundException">The type is not one of Dapr's, or the apps cannot do without it.</exception>
    public static ComponentType? Find(string type) =>
        Supported.TryGetValue(type, out var found) ? found
        : AbsentBlocks.Any(block => type.StartsWith(block, StringComparison.Ordinal)) ? null
        : throw new KeyNotFoundException($"Use one of: {string.Join(", ", Supported.Keys)}.");
}

/// <summary>What a component type takes in <c>spec.metadata</c>.</summary>
/// <param name="Required">Fields that must be there.</param>
/// <param name="Optional">Fields that may be there.</param>
/// <param name="Unused">Fields of daprd that have no effect here.</param>
internal sealed record ComponentType(string[] Required, string[] Optional, string[] Unused)
{
    /// <summary>The one version of the type that is supported.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>Fields of daprd that are not done here and cannot be passed over.</summary>
    public string[] Refused { get; init; } = [];
}

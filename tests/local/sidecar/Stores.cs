namespace Checkout.Local.Tests.Sidecar;

/// <summary>Resources that many tests use.</summary>
internal static class Stores
{
    public const string Sqlite = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: statestore }
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - { name: connectionString, value: "data/state.db" }
            - { name: actorStateStore, value: "true" }
        """;

    public const string InMemory = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: statestore }
        spec:
          type: state.in-memory
          version: v1
        """;

    public static string Named(string name) => name switch
    {
        "sqlite" => Sqlite,
        "in-memory" => InMemory,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>Resources and waiting that the tests of publish and subscribe share.</summary>
internal static class Broker
{
    public const string InMemory = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: pubsub }
        spec: { type: pubsub.in-memory, version: v1 }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Resources with the in-memory broker and other documents.</summary>
    public static string InMemoryWith(params string[] documents) => string.Join("\n---\n", [InMemory, .. documents]);

    /// <summary>Waits until an app has seen a number of events, and gives them in the order in which they came.</summary>
    public static async Task<IReadOnlyList<Seen>> EventsAsync(Callee app, int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (app.Requests.Count < count)
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }

        app.Requests.Count.ShouldBe(count);
        return app.Requests;
    }

    /// <summary>Waits until the sidecar says that it and its app are ready.</summary>
    public static async Task ReadyAsync(HttpCaller sidecar)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while ((await sidecar.GetAsync("/v1.0/healthz")).Status != 204)
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}

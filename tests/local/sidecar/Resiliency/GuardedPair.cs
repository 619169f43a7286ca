namespace Checkout.Local.Tests.Sidecar.Resiliency;

/// <summary>The sidecars of <c>orders</c> and <c>billing</c> with a Resiliency resource, and billing's real app behind them.</summary>
internal sealed class GuardedPair : IAsyncDisposable
{
    private readonly string folder;
    private readonly Queue<int> statuses = new();
    private readonly Lock gate = new();

    private GuardedPair(string folder, RunningSidecars sidecars, Callee billing)
    {
        this.folder = folder;
        Sidecars = sidecars;
        Billing = billing;
        billing.Answer = async context =>
        {
            context.Response.StatusCode = Next();
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"answer {billing.Requests.Count}"));
        };
    }

    public RunningSidecars Sidecars { get; }

    public Callee Billing { get; }

    public static async Task<GuardedPair> StartAsync(string spec, TimeProvider? time = null, Func<Callee, string>? resources = null)
    {
        var home = WriteResource(spec);
        var billing = await Callee.StartAsync();
        var sidecars = await RunningSidecars.StartAsync(
            resources?.Invoke(billing) ?? string.Empty,
            [RunningSidecars.App("orders"), RunningSidecars.App("billing", billing.Port)], home, time);
        return new GuardedPair(home, sidecars, billing);
    }

    /// <summary>A new folder with the Resiliency resource in a file of its own.</summary>
    public static string WriteResource(string spec)
    {
        var home = Directory.CreateTempSubdirectory("resiliency-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "resources"));
        File.WriteAllText(
            Path.Combine(home, "resources", "resiliency.yaml"),
            "apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata: { name: policies }\n" + spec);
        return home;
    }

    /// <summary>Billing's next answers; 200 when they are used up.</summary>
    public void Will(params IEnumerable<int> answer)
    {
        lock (gate)
        {
            foreach (var status in answer)
            {
                statuses.Enqueue(status);
            }
        }
    }

    public Task<Answer> CallAsync(string target = "billing", string method = "charge", string? body = null) =>
        body is null
            ? Sidecars.Http("orders").GetAsync($"/v1.0/invoke/{target}/method/{method}")
            : Sidecars.Http("orders").PostAsync($"/v1.0/invoke/{target}/method/{method}", body);

    public async ValueTask DisposeAsync()
    {
        await Sidecars.DisposeAsync();
        await Billing.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private int Next()
    {
        lock (gate)
        {
            return statuses.TryDequeue(out var status) ? status : 200;
        }
    }
}

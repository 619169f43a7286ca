namespace Checkout.Local.Tests.Sidecar.Invocation;

/// <summary>Two apps with sidecars, <c>orders</c> and <c>billing</c>, and a sidecar without app, <c>lonely</c>.</summary>
internal sealed class Pair(RunningSidecars sidecars, Callee orders, Callee billing) : IAsyncDisposable
{
    public RunningSidecars Sidecars => sidecars;

    public HttpCaller Http => sidecars.Http("orders");

    public Callee Orders => orders;

    public Callee Billing => billing;

    public static async Task<Pair> StartAsync(string resources = "", string? configuration = null)
    {
        var orders = await Callee.StartAsync();
        var billing = await Callee.StartAsync();
        var sidecars = await RunningSidecars.StartAsync(
            resources,
            [RunningSidecars.App("orders", orders.Port), RunningSidecars.App("billing", billing.Port), RunningSidecars.App("lonely")],
            configuration: configuration);
        return new Pair(sidecars, orders, billing);
    }

    public async ValueTask DisposeAsync()
    {
        await sidecars.DisposeAsync();
        await orders.DisposeAsync();
        await billing.DisposeAsync();
    }
}

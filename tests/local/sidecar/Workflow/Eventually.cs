namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>Waits for what can only be looked at, with a deadline.</summary>
internal static class Eventually
{
    internal static Task AsSoonAs(Func<bool> condition) => AsSoonAsAsync(() => Task.FromResult(condition()));

    internal static async Task AsSoonAsAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}

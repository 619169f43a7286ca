namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>Waits for what can only be looked at, with a deadline.</summary>
internal static class Eventually
{
    internal static async Task AsSoonAs(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}

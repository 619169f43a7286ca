namespace Checkout.SystemTests.Hosting;

/// <summary>Waits for what the system does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns once <paramref name="condition"/> holds; fails when it does not in time.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string>? complaint = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        using var pulse = new PeriodicTimer(Pause);
        while (!await condition())
        {
            try
            {
                await pulse.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(complaint?.Invoke() ?? "It did not happen in time.", e);
            }
        }
    }
}

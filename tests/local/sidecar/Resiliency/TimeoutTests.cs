namespace Checkout.Local.Tests.Sidecar.Resiliency;

public sealed class TimeoutTests
{
    private const string Spec = """
        spec:
          policies:
            timeouts: { short: 100ms }
            retries: { once: { duration: 1ms, maxRetries: 1 } }
          targets: { apps: { billing: { timeout: short } } }
        """;

    [Fact]
    public async Task A_call_that_takes_too_long_is_given_up()
    {
        await using var pair = await GuardedPair.StartAsync(Spec);
        var gone = new TaskCompletionSource();
        pair.Billing.Answer = context => HangAsync(context, gone);
        var answer = await pair.CallAsync();
        answer.ShouldBeError(500, "ERR_DIRECT_INVOKE");
        answer.Json.GetProperty("message").GetString().ShouldBe("failed to invoke, id: billing, err: context deadline exceeded");
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Each_attempt_has_the_whole_time()
    {
        await using var pair = await GuardedPair.StartAsync(Spec.Replace("{ timeout: short }", "{ timeout: short, retry: once }", StringComparison.Ordinal));
        var gone = new TaskCompletionSource();
        pair.Billing.Answer = context => pair.Billing.Requests.Count == 1 ? HangAsync(context, gone) : Task.CompletedTask;
        (await pair.CallAsync()).Status.ShouldBe(200);
        pair.Billing.Requests.Count.ShouldBe(2);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    // The app answers only when the sidecar has hung up.
    private static async Task HangAsync(Microsoft.AspNetCore.Http.HttpContext context, TaskCompletionSource gone)
    {
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}

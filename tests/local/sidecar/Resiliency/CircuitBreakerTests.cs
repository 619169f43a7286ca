namespace Checkout.Local.Tests.Sidecar.Resiliency;

public sealed class CircuitBreakerTests
{
    private const string Spec = """
        spec:
          policies:
            circuitBreakers:
              careful: { maxRequests: 1, timeout: 30s, trip: consecutiveFailures >= 3 }
            retries:
              once: { duration: 1ms, maxRetries: 1 }
          targets:
            apps:
              billing: { circuitBreaker: careful }
              psp: { circuitBreaker: careful, retry: once }
        """;

    [Fact]
    public async Task Consecutive_failures_open_the_circuit_and_calls_are_refused_without_reaching_the_app()
    {
        await using var pair = await GuardedPair.StartAsync(Spec);
        await FailAsync(pair, 3);
        var refused = await pair.CallAsync();
        refused.ShouldBeError(500, "ERR_DIRECT_INVOKE");
        refused.Json.GetProperty("message").GetString().ShouldBe("failed to invoke, id: billing, err: circuit breaker is open");
        pair.Billing.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_success_in_between_keeps_it_closed()
    {
        await using var pair = await GuardedPair.StartAsync(Spec);
        await FailAsync(pair, 2);
        (await pair.CallAsync()).Status.ShouldBe(200);
        await FailAsync(pair, 2);
        (await pair.CallAsync()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task After_its_time_a_trial_call_goes_through_and_closes_it_on_success()
    {
        var clock = new ManualTime();
        await using var pair = await GuardedPair.StartAsync(Spec, clock);
        await FailAsync(pair, 3);
        clock.Advance(TimeSpan.FromSeconds(29));
        (await pair.CallAsync()).Status.ShouldBe(500);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await pair.CallAsync()).Status.ShouldBe(200);
        await FailAsync(pair, 2);
        (await pair.CallAsync()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_failed_trial_call_opens_it_again()
    {
        var clock = new ManualTime();
        await using var pair = await GuardedPair.StartAsync(Spec, clock);
        await FailAsync(pair, 3);
        clock.Advance(TimeSpan.FromSeconds(30));
        await FailAsync(pair, 1);
        (await pair.CallAsync()).Body.ShouldContain("circuit breaker is open");
        pair.Billing.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task While_a_trial_call_is_out_others_are_refused()
    {
        var clock = new ManualTime();
        await using var pair = await GuardedPair.StartAsync(Spec, clock);
        await FailAsync(pair, 3);
        clock.Advance(TimeSpan.FromSeconds(30));
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        pair.Billing.Answer = async _ =>
        {
            arrived.SetResult();
            await release.Task;
        };
        var trial = pair.CallAsync();
        await arrived.Task;
        (await pair.CallAsync()).Body.ShouldContain("too many requests");
        release.SetResult();
        (await trial).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Each_method_of_an_app_has_a_circuit_of_its_own()
    {
        await using var pair = await GuardedPair.StartAsync(Spec);
        await FailAsync(pair, 3);
        (await pair.CallAsync(method: "refund")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Every_attempt_counts_and_an_open_circuit_ends_the_retries()
    {
        await using var pair = await GuardedPair.StartAsync(Spec, resources: billing =>
            $"kind: HTTPEndpoint\nmetadata: {{ name: psp }}\nspec: {{ baseUrl: 'http://127.0.0.1:{billing.Port}' }}\n");
        pair.Will(500, 500, 500);
        (await pair.CallAsync("psp")).Body.ShouldBe("answer 2");
        (await pair.CallAsync("psp", "elsewhere")).Body.ShouldContain("circuit breaker is open");
        pair.Billing.Requests.Count.ShouldBe(3);
    }

    private static async Task FailAsync(GuardedPair pair, int times)
    {
        pair.Will(Enumerable.Repeat(503, times));
        for (var call = 0; call < times; call++)
        {
            (await pair.CallAsync()).Status.ShouldBe(503);
        }
    }
}

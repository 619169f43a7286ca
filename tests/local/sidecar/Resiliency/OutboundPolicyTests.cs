using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.State;

namespace Checkout.Local.Tests.Sidecar.Resiliency;

/// <summary>Policies for calls to components: a state store that fails, hangs and refuses as it is told.</summary>
public sealed class OutboundPolicyTests
{
    private static readonly string[] Key = ["orders||k"];
    private static readonly StateChange[] Change = [new("orders||k", "1"u8.ToArray())];

    [Theory]
    [InlineData("retries: { few: { duration: 1ms, maxRetries: 2 } }", "retry: few", 2, 3, true)]
    [InlineData("retries: { few: { duration: 1ms, maxRetries: 2 } }", "retry: few", 5, 3, false)]
    [InlineData("retries: { few: { policy: exponential, maxInterval: 1ms, maxRetries: 1 } }", "retry: few", 1, 2, true)]
    [InlineData("retries: { few: { duration: 1ms, maxRetries: 2, matching: { httpStatusCodes: '429' } } }", "retry: few", 2, 3, true)] // stores have no codes
    [InlineData("timeouts: { t: 1m }", "timeout: t", 1, 1, false)]
    public async Task A_call_that_fails_is_made_again_as_the_policy_says(string policies, string target, int failures, int calls, bool succeeds)
    {
        var (store, behind) = Guarded($"spec: {{ policies: {{ {policies} }}, targets: {{ components: {{ store: {{ outbound: {{ {target} }} }} }} }} }}");
        behind.FailuresLeft = failures;

        if (succeeds)
        {
            await store.CommitAsync(Change);
        }
        else
        {
            await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync(Change));
        }

        behind.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task An_ETag_that_does_not_match_is_an_answer_and_no_failure()
    {
        var (store, behind) = Guarded("""
            spec:
              policies:
                retries: { many: { duration: 1ms, maxRetries: 9 } }
                circuitBreakers: { strict: { trip: consecutiveFailures > 0 } }
              targets: { components: { store: { outbound: { retry: many, circuitBreaker: strict } } } }
            """);
        StateChange[] stale = [new("orders||k", "1"u8.ToArray(), Etag: "stale")];

        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync(stale));
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync(stale));

        behind.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_given_up()
    {
        var (store, behind) = Guarded("spec: { policies: { timeouts: { short: 20ms } }, targets: { components: { store: { outbound: { timeout: short } } } } }");
        behind.Hangs = true;

        (await Should.ThrowAsync<StateStoreException>(async () => await store.ReadAsync(Key))).Message.ShouldBe("context deadline exceeded");
        (await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync(Change))).Message.ShouldBe("context deadline exceeded");
    }

    [Fact]
    public async Task A_circuit_opens_for_reads_and_writes_together_and_closes_when_its_time_is_over()
    {
        var time = new ManualTime();
        var (store, behind) = Guarded("""
            spec:
              policies: { circuitBreakers: { b: { timeout: 10s, trip: consecutiveFailures > 1 } } }
              targets: { components: { store: { outbound: { circuitBreaker: b } } } }
            """, time);
        behind.FailuresLeft = 2;
        await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync(Change));
        await Should.ThrowAsync<StateStoreException>(async () => await store.ReadAsync(Key));

        (await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync(Change))).Message.ShouldBe("circuit breaker is open");
        behind.Calls.ShouldBe(2);

        time.Advance(TimeSpan.FromSeconds(11));
        await store.CommitAsync(Change);
        (await store.ReadAsync(Key, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("DefaultStatestoreComponentOutboundRetryPolicy", true)]
    [InlineData("DefaultComponentOutboundRetryPolicy", true)]
    [InlineData("DefaultComponentRetryPolicy", true)]
    [InlineData("DefaultRetryPolicy", true)]
    [InlineData("DefaultPubsubComponentOutboundRetryPolicy", false)]
    [InlineData("DefaultComponentInboundRetryPolicy", false)]
    [InlineData("DefaultAppRetryPolicy", false)]
    public void A_store_that_no_resource_names_has_the_default_policies_of_its_kind(string name, bool applies) =>
        (Policies($"spec: {{ policies: {{ retries: {{ {name}: {{ maxRetries: 1 }} }} }} }}").ForOutbound("store", "Statestore") is not null)
            .ShouldBe(applies);

    [Fact]
    public async Task The_state_API_of_a_guarded_store_works_as_ever()
    {
        var home = GuardedPair.WriteResource("""
            spec:
              policies: { timeouts: { t: 20s }, retries: { r: { duration: 1ms, maxRetries: 2 } }, circuitBreakers: { b: {} } }
              targets: { components: { statestore: { outbound: { timeout: t, retry: r, circuitBreaker: b } } } }
            """);
        await using (var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite, folder: home))
        {
            sidecars.Host.Notices.ShouldBeEmpty();
            (await sidecars.Http().PostAsync("/v1.0/state/statestore", """[{"key":"k","value":1}]""")).ShouldBeEmpty();
            (await sidecars.Http().PostAsync("/v1.0/state/statestore", """[{"key":"k","value":2,"etag":"wrong"}]""")).ShouldBeError(409, "ERR_STATE_SAVE");
            (await sidecars.Http().ReadAsync("/v1.0/state/statestore/k")).ShouldBe("1");
        }

        Directory.Delete(home, recursive: true);
    }

    private static (IStateStore Store, TroubledStore Behind) Guarded(string spec, TimeProvider? time = null)
    {
        var behind = new TroubledStore();
        return (new GuardedStateStore(behind, Policies(spec, time).ForOutbound("store", "Statestore").ShouldNotBeNull()), behind);
    }

    private static AppResiliency Policies(string spec, TimeProvider? time = null)
    {
        var home = GuardedPair.WriteResource(spec);
        try
        {
            return new AppResiliency(ResourceFolder.Read(Path.Combine(home, "resources"), new Notices()).Resiliency, time ?? TimeProvider.System);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private sealed class TroubledStore : IStateStore
    {
        private readonly InMemoryStateStore store = new(TimeProvider.System);

        public int FailuresLeft { get; set; }

        public bool Hangs { get; set; }

        public int Calls { get; private set; }

        public StateStoreCounters Counters => store.Counters;

        public async ValueTask<IReadOnlyDictionary<string, StateEntry>> ReadAsync(
            IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
        {
            await BeginAsync();
            return await store.ReadAsync(keys, cancellationToken);
        }

        public IAsyncEnumerable<StateEntry> ScanAsync(string keyPrefix, CancellationToken cancellationToken = default) =>
            store.ScanAsync(keyPrefix, cancellationToken);

        public async Task CommitAsync(IReadOnlyList<StateChange> changes)
        {
            await BeginAsync();
            await store.CommitAsync(changes);
        }

        public ValueTask DisposeAsync() => store.DisposeAsync();

        private Task BeginAsync()
        {
            Calls++;
            return Hangs ? new TaskCompletionSource().Task
                : FailuresLeft-- > 0 ? Task.FromException(new StateStoreException("told to"))
                : Task.CompletedTask;
        }
    }
}

using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.Resiliency;

public sealed class ResiliencyErrorTests
{
    [Theory]
    [InlineData("spec: { polices: {} }", "spec.polices", "policies, targets")]
    [InlineData("spec: { policies: { timeouts: { short: soon } } }", "spec.policies.timeouts.short", "500ms")]
    [InlineData("spec: { policies: { timeouts: { short: '5' } } }", "spec.policies.timeouts.short", "500ms")]
    [InlineData("spec: { policies: { retries: { r: { policy: linear } } } }", "spec.policies.retries.r.policy", "exponential")]
    [InlineData("spec: { policies: { retries: { r: { maxRetries: some } } } }", "spec.policies.retries.r.maxRetries", "number")]
    [InlineData("spec: { policies: { retries: { r: { retries: 3 } } } }", "spec.policies.retries.r.retries", "maxRetries")]
    [InlineData(
        "spec: { policies: { retries: { r: { matching: { httpStatusCodes: 5xx } } } } }", "spec.policies.retries.r.matching.httpStatusCodes", "502-504")]
    [InlineData(
        "spec: { policies: { retries: { r: { matching: { gRPCStatusCodes: '17' } } } } }", "spec.policies.retries.r.matching.gRPCStatusCodes", "0 to 16")]
    [InlineData("spec: { policies: { circuitBreakers: { b: { trip: failures > 2 } } } }", "spec.policies.circuitBreakers.b.trip", "consecutiveFailures")]
    [InlineData("spec: { targets: { apps: { billing: { retry: often } } } }", "spec.targets.apps.billing.retry", "spec.policies")]
    [InlineData(
        "spec: { policies: { timeouts: { short: 1s } }, targets: { components: { bus: { inbound: { timeout: long } } } } }",
        "spec.targets.components.bus.inbound.timeout", "short")]
    [InlineData("spec: { targets: { components: { store: { outbound: { retry: often } } } } }", "spec.targets.components.store.outbound.retry", "spec.policies")]
    [InlineData("spec: { targets: { components: { store: { outbound: { retries: often } } } } }", "spec.targets.components.store.outbound.retries", "circuitBreaker")]
    [InlineData("spec: { targets: { components: { bus: { retry: x } } } }", "spec.targets.components.bus.retry", "inbound, outbound")]
    public async Task A_mistake_is_named_with_file_resource_field_and_remedy(string spec, string field, string remedy)
    {
        var folder = GuardedPair.WriteResource(spec);
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(string.Empty, folder: folder));
        error.Field.ShouldBe(field);
        error.Message.ShouldContain("resiliency.yaml:4: Resiliency 'policies'");
        error.Message.ShouldContain(remedy);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_resource_that_shares_its_file_is_ignored_as_daprd_does_and_that_is_said()
    {
        await using var sidecars = await RunningSidecars.StartAsync(
            Stores.InMemory + "\n---\nkind: Resiliency\nmetadata: { name: shared }\nspec: { nonsense: {} }\n");
        sidecars.Host.Notices.ShouldHaveSingleItem().ShouldContain("Resiliency 'shared'");
    }

    [Fact]
    public async Task What_has_no_effect_is_a_notice()
    {
        var folder = GuardedPair.WriteResource(
            "spec: { policies: { timeouts: { t: 1s } }, targets: { actors: { a: {} }, components: { store: { outbound: { timeout: t } } } } }");
        await using (var sidecars = await RunningSidecars.StartAsync(string.Empty, folder: folder))
        {
            sidecars.Host.Notices.Count.ShouldBe(2);
            sidecars.Host.Notices.ShouldContain(notice => notice.Contains("spec.targets.actors", StringComparison.Ordinal));
            sidecars.Host.Notices.ShouldContain(notice => notice.Contains("components.store.outbound", StringComparison.Ordinal)); // there is no store
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Policies_count_only_for_the_apps_in_scopes()
    {
        const string Spec = "scopes: [billing]\nspec: { policies: { retries: { r: { duration: 1ms } } }, targets: { apps: { billing: { retry: r } } } }";
        await using var pair = await GuardedPair.StartAsync(Spec);
        pair.Will(500);
        (await pair.CallAsync()).Status.ShouldBe(500);
        pair.Billing.Requests.Count.ShouldBe(1);
    }
}

using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.Resources;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("tracing: { zipkin: { endpointAddress: 'http://localhost:9411' } }", "spec.tracing.zipkin")]
    [InlineData("tracing: { otel: { endpointAddress: 'localhost:4317' } }", "spec.tracing.otel")]
    [InlineData("tracing: { stdout: true }", "spec.tracing.stdout")]
    [InlineData("metrics: { enabled: false }", "spec.metrics")]
    [InlineData("metric: { enabled: false }", "spec.metric")]
    [InlineData("httpPipeline: { handlers: [] }", "spec.httpPipeline")]
    [InlineData("appHttpPipeline: { handlers: [] }", "spec.appHttpPipeline")]
    [InlineData("logging: { apiLogging: { enabled: true } }", "spec.logging")]
    [InlineData("nameResolution: { component: mdns }", "spec.nameResolution")]
    [InlineData("features: [{ name: HotReload, enabled: false }]", "spec.features")]
    [InlineData("wasm: { strictSandbox: true }", "spec.wasm")]
    [InlineData("mtls: { enabled: true }", "spec.mtls")]
    [InlineData("accessControl: { policies: [{ appId: a }] }", "spec.accessControl.policies")]
    public async Task A_setting_without_effect_is_named(string spec, string field)
    {
        await using var sidecars = await StartAsync(spec);

        var notice = sidecars.Host.Notices.ShouldHaveSingleItem();
        notice.ShouldContain("configuration.yaml");
        notice.ShouldContain("Configuration 'config'");
        notice.ShouldContain($"'{field}'");
    }

    [Theory]
    [InlineData("tracing: { samplingRate: '1' }")]
    [InlineData("mtls: { enabled: false }")]
    [InlineData("accessControl: { defaultAction: allow }")]
    [InlineData("secrets: { scopes: [{ storeName: s, defaultAccess: deny, allowedSecrets: [a] }] }")]
    [InlineData("workflow: { maxConcurrentWorkflowInvocations: 5, activityConcurrencyLimits: [{ name: A, maxConcurrent: 1 }] }")]
    [InlineData("components: { deny: [bindings.http] }")]
    [InlineData("api: { allowed: [{ name: metadata, version: v1.0, protocol: http }] }")]
    public async Task A_setting_that_is_honoured_is_no_notice(string spec)
    {
        await using var sidecars = await StartAsync(spec);

        sidecars.Host.Notices.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("traceing: {}", "spec.traceing")]
    [InlineData("tracing: { rate: 1 }", "spec.tracing.rate")]
    [InlineData("tracing: { samplingRate: often }", "spec.tracing.samplingRate")]
    [InlineData("mtls: { enabled: sure }", "spec.mtls.enabled")]
    [InlineData("accessControl: { defaultAction: maybe }", "spec.accessControl.defaultAction")]
    [InlineData("accessControl: { policy: [] }", "spec.accessControl.policy")]
    [InlineData("accessControl: { policies: [{ defaultAction: allow }] }", "spec.accessControl.policies[0].appId")]
    [InlineData("accessControl: { policies: [{ appId: a, operations: [{ action: allow }] }] }", "spec.accessControl.policies[0].operations[0].name")]
    [InlineData(
        "accessControl: { policies: [{ appId: a, operations: [{ name: /b, httpVerb: GET }] }] }",
        "spec.accessControl.policies[0].operations[0].httpVerb")]
    [InlineData("secrets: { scopes: [{ defaultAccess: deny }] }", "spec.secrets.scopes[0].storeName")]
    [InlineData("secrets: { scopes: [{ storeName: s, defaultAccess: none }] }", "spec.secrets.scopes[0].defaultAccess")]
    [InlineData("secrets: { scope: [] }", "spec.secrets.scope")]
    [InlineData("components: { allow: [] }", "spec.components.allow")]
    [InlineData("api: { allow: [] }", "spec.api.allow")]
    [InlineData("api: { denied: [{ name: state }] }", "spec.api.denied[0].version")]
    [InlineData("api: { denied: [{ name: state, version: v1.0, protocol: soap }] }", "spec.api.denied[0].protocol")]
    [InlineData("workflow: { maxConcurrentWorkflowInvocations: many }", "spec.workflow.maxConcurrentWorkflowInvocations")]
    [InlineData("workflow: { maxConcurrent: 1 }", "spec.workflow.maxConcurrent")]
    [InlineData("workflow: { activityConcurrencyLimits: [{ maxConcurrent: 1 }] }", "spec.workflow.activityConcurrencyLimits[0].name")]
    public async Task A_mistake_is_named_with_file_resource_and_field(string spec, string field)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => StartAsync(spec));

        error.Field.ShouldBe(field);
        error.Location.File.ShouldEndWith("configuration.yaml");
        error.Location.Line.ShouldNotBeNull();
        error.Message.ShouldContain("Configuration 'config'");
    }

    [Theory]
    [InlineData("state.in-memory")]
    [InlineData("state.in-memory/v1")]
    public async Task A_denied_component_is_not_loaded(string type)
    {
        await using var sidecars = await StartAsync($"components: {{ deny: [{type}] }}", Stores.InMemory);

        (await sidecars.Http().GetAsync("/v1.0/state/statestore/k")).ShouldBeError(500, "ERR_STATE_STORE_NOT_CONFIGURED");
        sidecars.Host.Notices.ShouldHaveSingleItem().ShouldContain("Component 'statestore'");
    }

    private static Task<RunningSidecars> StartAsync(string spec, string resources = "") => RunningSidecars.StartAsync(
        resources, configuration: $"apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {{ name: config }}\nspec:\n  {spec}\n");
}

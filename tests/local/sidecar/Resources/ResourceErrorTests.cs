using Checkout.Local.Sidecar;
using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.Resources;

public sealed class ResourceErrorTests
{
    private const string Head = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: { name: statestore }\n";

    [Theory]
    [InlineData(Head + "spec:\n  type: state.sqlite\n  version: v1\n", "spec.metadata.connectionString", "Component 'statestore'", 5)]
    [InlineData(Head + "spec:\n  type: state.sqlit\n  version: v1\n", "spec.type", "state.sqlite", 5)]
    [InlineData(Head + "spec:\n  type: state.redis\n  version: v1\n", "spec.type", "state.sqlite", 5)]
    [InlineData(Head + "spec:\n  type: state.in-memory\n  version: v9\n", "spec.version", "version: v1", 6)]
    [InlineData(Head + "spec:\n  type: state.in-memory\n  version: v1\n  metadata:\n    - { name: colour, value: red }\n", "spec.metadata.colour", "actorStateStore", 8)]
    [InlineData("kind: Componente\nmetadata: { name: x }\n", "kind", "HTTPEndpoint", null)]
    [InlineData("kind: Component\nmetadata: {}\n", "metadata.name", "name", 1)]
    [InlineData("kind: HTTPEndpoint\nmetadata: { name: psp }\nspec: { baseUrl: nowhere }\n", "spec.baseUrl", "https://", 3)]
    public async Task A_mistake_is_named_with_file_line_field_and_remedy(string yaml, string field, string remedy, int? line)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(yaml));
        error.Field.ShouldBe(field);
        error.Location.File.ShouldEndWith("resources.yaml");
        error.Message.ShouldContain("resources.yaml");
        error.Message.ShouldContain(field);
        error.Message.ShouldContain(remedy);
        if (line is not null)
        {
            error.Location.Line.ShouldBe(line);
        }
    }

    [Fact]
    public async Task Broken_yaml_is_named_with_its_line()
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync("kind: Component\nmetadata: [\n"));
        error.Location.Line.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_secret_that_does_not_exist_is_named()
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync("""
            kind: Component
            metadata: { name: secretstore }
            spec: { type: secretstores.local.file, version: v1, metadata: [{ name: secretsFile, value: missing.json }] }
            """));
        error.Message.ShouldContain("missing.json");
    }

    [Fact]
    public async Task What_is_not_supported_is_a_notice()
    {
        await using var sidecars = await RunningSidecars.StartAsync(
            Stores.InMemory + """

            ---
            kind: Component
            metadata: { name: pubsub }
            spec: { type: bindings.cron, version: v1 }
            ---
            kind: Resiliency
            metadata: { name: retries }
            spec: {}
            """,
            configuration: "kind: Configuration\nmetadata: { name: config }\nspec: { wasm: { strictSandbox: true }, tracing: { samplingRate: '1' } }\n");
        sidecars.Host.Notices.Count.ShouldBe(3);
        sidecars.Host.Notices.ShouldContain(notice => notice.Contains("Component 'pubsub'", StringComparison.Ordinal));
        sidecars.Host.Notices.ShouldContain(notice => notice.Contains("Resiliency 'retries'", StringComparison.Ordinal));
        sidecars.Host.Notices.ShouldContain(notice => notice.Contains("spec.wasm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var first = await RunningSidecars.StartAsync(string.Empty);
        await using var blocker = await Callee.StartAsync();
        var app = RunningSidecars.App("second") with { HttpPort = blocker.Port };
        var error = await Should.ThrowAsync<PortInUseException>(() => RunningSidecars.StartAsync(string.Empty, [app]));
        error.Port.ShouldBe(blocker.Port);
        error.Message.ShouldContain($"{blocker.Port}");
    }

    [Fact]
    public async Task A_component_is_there_only_for_the_apps_in_its_scopes()
    {
        await using var sidecars = await RunningSidecars.StartAsync(
            Stores.InMemory + "\nscopes: [orders]\n", [RunningSidecars.App("orders"), RunningSidecars.App("billing")]);
        (await sidecars.Http("orders").GetAsync("/v1.0/state/statestore/k")).ShouldBeEmpty();
        (await sidecars.Http("billing").GetAsync("/v1.0/state/statestore/k")).ShouldBeError(500, "ERR_STATE_STORE_NOT_CONFIGURED");
    }
}

using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.Resources;

/// <summary>Walks every component type: what is wrong with a component is named with file, component and field, before anything is opened.</summary>
public sealed class ComponentErrorTests
{
    public static TheoryData<string> Types => [.. ComponentTypes.All];

    public static TheoryData<string, string> RequiredFields => [.. ComponentTypes.All.SelectMany(type => Known(type).Required.Select(name => (type, name)))];

    [Theory]
    [MemberData(nameof(Types))]
    public Task A_wrong_version_is_named(string type) => RefusedAsync($"type: {type}, version: v99", "spec.version", $"version: {Known(type).Version}");

    [Theory]
    [MemberData(nameof(Types))]
    public Task A_missing_version_is_named(string type) => RefusedAsync($"type: {type}", "spec.version", $"version: {Known(type).Version}");

    [Theory]
    [MemberData(nameof(Types))]
    public Task A_misspelt_type_is_named_with_those_there_are(string type) => RefusedAsync($"type: {type}x, version: v1", "spec.type", type);

    [Theory]
    [MemberData(nameof(Types))]
    public Task A_field_that_the_type_does_not_have_is_named(string type) => RefusedAsync(
        $"type: {type}, version: {Known(type).Version}, metadata: [{{ name: colour, value: red }}]", "spec.metadata.colour", type);

    [Theory]
    [MemberData(nameof(Types))]
    public Task A_field_without_a_name_is_named(string type) => RefusedAsync(
        $"type: {type}, version: {Known(type).Version}, metadata: [{{ value: red }}]", "spec.metadata", "name");

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public Task A_missing_field_is_named(string type, string field) =>
        RefusedAsync($"type: {type}, version: {Known(type).Version}", $"spec.metadata.{field}", type);

    [Theory]
    [InlineData("version: v1", "spec.type", "state.sqlite")]
    [InlineData("type: state.in-memory, version: v1, metadat: []", "spec.metadat", "metadata")]
    [InlineData("type: state.in-memory, version: v1, metadata: { keyPrefix: none }", "spec.metadata", "- name")]
    [InlineData("type: state.in-memory, version: v1, metadata: [{ name: keyPrefix, vlaue: none }]", "spec.metadata.keyPrefix", "secretKeyRef")]
    [InlineData("type: state.in-memory, version: v1, metadata: [{ name: keyPrefix, secretKeyRef: { key: k } }]", "spec.metadata.keyPrefix.secretKeyRef", "name")]
    [InlineData("type: state.in-memory, version: v1, metadata: [{ name: keyPrefix, secretKeyRef: { name: s } }]", "spec.metadata.keyPrefix", "auth.secretStore")]
    [InlineData("type: state.in-memory, version: v1, metadata: [{ name: keyPrefix, envRef: NOT_SET_ANYWHERE }]", "spec.metadata.keyPrefix", "NOT_SET_ANYWHERE")]
    public Task A_mistake_in_a_component_is_named(string spec, string field, string remedy) => RefusedAsync(spec, field, remedy);

    [Theory]
    [InlineData("scope: [orders]", "scope")]
    [InlineData("scopes: orders", "scopes")]
    public async Task A_part_that_no_resource_has_is_named(string part, string field)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(Stores.InMemory + $"\n{part}\n"));

        error.Field.ShouldBe(field);
        error.Message.ShouldContain("Component 'statestore'");
    }

    [Fact]
    public async Task Two_components_of_one_name_and_two_actor_stores_are_named_with_both_places()
    {
        var twice = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(Stores.InMemory + "\n---\n" + Stores.InMemory));
        twice.Field.ShouldBe("metadata.name");

        const string Actor = "type: state.in-memory, version: v1, metadata: [{ name: actorStateStore, value: 'true' }]";
        var actors = await Should.ThrowAsync<ResourceException>(
            () => RunningSidecars.StartAsync(Yaml("first", Actor) + "---\n" + Yaml("second", Actor)));
        actors.Field.ShouldBe("spec.metadata.actorStateStore");
        actors.Message.ShouldContain("Component 'second'");
        actors.Message.ShouldContain("Component 'first'");
    }

    [Theory]
    [InlineData("spec: { baseUrl: 'http://x', header: [] }", "spec.header")]
    [InlineData("spec: {}", "spec.baseUrl")]
    [InlineData("spec: { baseUrl: 'http://x', headers: { a: b } }", "spec.headers")]
    [InlineData("spec: { baseUrl: 'http://x', headers: [{ name: a, secretKeyRef: { name: s } }] }", "spec.headers.a")]
    public async Task A_mistake_in_an_HTTPEndpoint_is_named(string spec, string field)
    {
        var error = await Should.ThrowAsync<ResourceException>(
            () => RunningSidecars.StartAsync($"apiVersion: dapr.io/v1alpha1\nkind: HTTPEndpoint\nmetadata: {{ name: psp }}\n{spec}\n"));

        error.Field.ShouldBe(field);
        error.Message.ShouldContain("HTTPEndpoint 'psp'");
    }

    [Theory]
    [InlineData("ignoreErrors: true", "spec.ignoreErrors")]
    [InlineData("initTimeout: 5s", "spec.initTimeout")]
    public async Task A_setting_of_components_without_effect_is_a_notice(string setting, string field)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Yaml("store", $"type: state.in-memory, version: v1, {setting}"));

        sidecars.Host.Notices.ShouldHaveSingleItem().ShouldContain(field);
    }

    private static ComponentType Known(string type) => ComponentTypes.Find(type).ShouldNotBeNull();

    private static async Task RefusedAsync(string spec, string field, string says)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(Yaml("part", spec)));

        error.Field.ShouldBe(field);
        error.Location.File.ShouldEndWith("resources.yaml");
        error.Location.Line.ShouldNotBeNull();
        error.Message.ShouldContain("Component 'part'");
        error.Message.ShouldContain(says);
    }

    private static string Yaml(string name, string spec) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {{ name: {name} }}\nspec: {{ {spec} }}\n";
}

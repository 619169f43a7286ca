using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Hosting;

/// <summary><c>spec.api</c>: which APIs an app may use.</summary>
public sealed class ApiRuleTests
{
    [Theory]
    [InlineData("{ allowed: [{ name: state, version: v1.0, protocol: http }] }", true, false, true)]
    [InlineData("{ allowed: [{ name: metadata, version: v1.0 }] }", false, true, true)] // http is the default
    [InlineData("{ allowed: [{ name: state, version: v1.0-alpha1, protocol: http }] }", false, false, true)]
    [InlineData("{ denied: [{ name: state, version: v1.0, protocol: http }] }", false, true, true)]
    [InlineData("{ denied: [{ name: state, version: v1, protocol: grpc }] }", true, true, false)]
    [InlineData("{ allowed: [{ name: metadata, version: v1, protocol: grpc }] }", true, true, false)]
    [InlineData(
        "{ allowed: [{ name: state, version: v1.0, protocol: http }], denied: [{ name: state, version: v1.0, protocol: http }] }", false, false, true)]
    public async Task An_API_is_there_as_the_rules_say(string api, bool stateOverHttp, bool metadataOverHttp, bool stateOverGrpc)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory, configuration: Configuration(api));

        Check(await sidecars.Http().GetAsync("/v1.0/state/statestore/k"), 204, stateOverHttp);
        Check(await sidecars.Http().GetAsync("/v1.0/metadata"), 200, metadataOverHttp);
        (await sidecars.Http().GetAsync("/v1.0/healthz")).ShouldBeEmpty();
        var request = new GetStateRequest { StoreName = "statestore", Key = "k" };
        if (stateOverGrpc)
        {
            await sidecars.Grpc().CallAsync("GetState", request, GetStateResponse.Parser);
        }
        else
        {
            (await sidecars.Grpc().FailAsync("GetState", request, GetStateResponse.Parser)).StatusCode.ShouldBe(StatusCode.Unimplemented);
        }
    }

    [Theory]
    [InlineData("/v1.0/invoke/orders/method/work", null)]
    [InlineData("/work", "orders")]
    [InlineData("/v1.0/work", "orders")]
    [InlineData("/v1.0/publish/a/b", "orders")] // GET, which publishing does not have
    public async Task Denied_invocation_is_denied_in_every_form(string path, string? appId)
    {
        await using var app = await Callee.StartAsync();
        await using var sidecars = await RunningSidecars.StartAsync(
            string.Empty, [RunningSidecars.App("orders", app.Port)], configuration: Configuration("{ denied: [{ name: invoke, version: v1.0, protocol: http }] }"));

        var answer = await sidecars.Http().GetAsync(path, appId is null ? [] : [("dapr-app-id", appId)]);

        answer.ShouldBeError(404, "ERR_DIRECT_INVOKE");
        app.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_workers_service_is_there_whatever_the_rules_say()
    {
        const string actorStore = "version: v1\n  metadata: [{ name: actorStateStore, value: 'true' }]";
        await using var sidecars = await RunningSidecars.StartAsync(
            Stores.InMemory.Replace("version: v1", actorStore, StringComparison.Ordinal),
            configuration: Configuration("{ allowed: [{ name: metadata, version: v1, protocol: grpc }] }"));

        await sidecars.Grpc().CallAsync("/TaskHubSidecarService/Hello", new Empty(), Empty.Parser);
    }

    private static void Check(Answer answer, int status, bool isThere)
    {
        if (isThere)
        {
            answer.Status.ShouldBe(status, answer.Body);
        }
        else
        {
            answer.ShouldBeError(404, "ERR_DIRECT_INVOKE");
        }
    }

    private static string Configuration(string api) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {{ name: apis }}\nspec: {{ api: {api} }}\n";
}

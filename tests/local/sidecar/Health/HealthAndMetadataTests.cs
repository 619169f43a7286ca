using Checkout.Local.Sidecar;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Health;

public sealed class HealthAndMetadataTests
{
    [Fact]
    public async Task The_sidecar_is_ready_once_the_app_listens_and_has_been_asked()
    {
        var port = RunningSidecars.FreePort();
        var options = RunningSidecars.App("late", port) with { AppApiToken = "app-token" };
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory, [options]);
        var http = sidecars.Http("late");
        (await http.GetAsync("/v1.0/healthz")).ShouldBeError(500, "ERR_HEALTH_NOT_READY");
        (await http.GetAsync("/v1.0/healthz/outbound")).ShouldBeEmpty();
        (await http.GetAsync("/v1.0/metadata")).Json.GetProperty("actorRuntime").GetProperty("runtimeStatus").GetString().ShouldBe("INITIALIZING");

        await using var app = await Callee.StartAsync(port);
        await WaitUntilReadyAsync(http);
        app.DiscoveryRequests.Select(seen => (seen.Method, seen.Target)).ShouldBe([("GET", "/dapr/config"), ("GET", "/dapr/subscribe")]);
        foreach (var seen in app.DiscoveryRequests)
        {
            seen.Headers["Content-Type"].ShouldBe("application/json");
            seen.Headers["Dapr-App-Id"].ShouldBe("late");
            seen.Headers["Dapr-Api-Token"].ShouldBe("app-token");
        }
    }

    [Fact]
    public async Task Health_checks_the_app_id_and_tolerates_slashes()
    {
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty);
        (await sidecars.Http().GetAsync("/v1.0/healthz?appid=orders")).ShouldBeEmpty();
        (await sidecars.Http().GetAsync("/v1.0/healthz?appid=other")).ShouldBeError(500, "ERR_HEALTH_APPID_NOT_MATCH");
        (await sidecars.Http().GetAsync("/v1.0/healthz/")).ShouldBeEmpty();
        (await sidecars.Http().PostAsync("/v1.0/healthz", "{}")).ShouldBeError(404, "ERR_DIRECT_INVOKE");
        (await sidecars.Http().SendAsync("OPTIONS", "/v1.0/healthz", null)).ShouldBeError(404, "ERR_DIRECT_INVOKE");
    }

    [Theory]
    [InlineData("GET", "/v9/healthz", 404, "ERR_DIRECT_INVOKE")]
    [InlineData("GET", "/v1.0/nothing", 404, "ERR_DIRECT_INVOKE")]
    [InlineData("GET", "/v1.0/configuration/none?key=a", 500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED")]
    [InlineData("POST", "/v1.0/publish/pubsub/orders/new", 404, "ERR_PUBSUB_NOT_FOUND")]
    [InlineData("POST", "/v1.0/publish/pubsub/", 404, "ERR_DIRECT_INVOKE")]
    [InlineData("POST", "/v1.0/bindings/none", 500, "ERR_INVOKE_OUTPUT_BINDING")]
    [InlineData("POST", "/v1.0-alpha1/lock/none", 500, "ERR_LOCK_STORE_NOT_CONFIGURED")]
    public async Task What_is_not_there_answers_as_daprd_does(string method, string path, int status, string errorCode)
    {
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty);
        (await sidecars.Http().SendAsync(method, path, method is "POST" ? "{}" : null)).ShouldBeError(status, errorCode);
    }

    [Fact]
    public async Task Metadata_shows_components_and_what_was_set()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        (await sidecars.Http().SendContentAsync("PUT", "/v1.0/metadata/team", new StringContent("checkout"))).ShouldBeEmpty();
        var shown = (await sidecars.Http().GetAsync("/v1.0/metadata")).Json;
        shown.GetProperty("id").GetString().ShouldBe("orders");
        shown.GetProperty("runtimeVersion").GetString().ShouldBe("1.18.3");
        shown.GetProperty("extended").GetProperty("team").GetString().ShouldBe("checkout");
        var component = shown.GetProperty("components")[0];
        component.GetProperty("type").GetString().ShouldBe("state.sqlite");
        component.GetProperty("capabilities").EnumerateArray().Select(item => item.GetString())
            .ShouldBe(["ETAG", "TRANSACTIONAL", "TTL", "KEYS_LIKE", "ACTOR"]);
        shown.TryGetProperty("workflows", out _).ShouldBeFalse();

        await sidecars.Grpc().CallAsync("SetMetadata", new SetMetadataRequest { Key = "via", Value = "grpc" }, Empty.Parser);
        var described = await sidecars.Grpc().CallAsync("GetMetadata", new GetMetadataRequest(), GetMetadataResponse.Parser);
        described.ExtendedMetadata["team"].ShouldBe("checkout");
        described.ExtendedMetadata["via"].ShouldBe("grpc");
        described.RegisteredComponents.ShouldHaveSingleItem().Name.ShouldBe("statestore");
    }

    [Fact]
    public async Task Metadata_shows_how_the_app_is_called_and_watched()
    {
        await using var app = await Callee.StartAsync();
        var options = RunningSidecars.App("orders", app.Port) with
        {
            AppMaxConcurrency = 7, AppHealthCheck = new AppHealthCheck { Path = "/alive", ProbeInterval = TimeSpan.FromSeconds(9), Threshold = 2 },
        };
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty, [options]);

        (await sidecars.Http().GetAsync("/v1.0/metadata")).Json.GetProperty("appConnectionProperties").GetRawText().ShouldBe(
            """{"port":0,"protocol":"http","channelAddress":"127.0.0.1","maxConcurrency":7,"health":{"healthCheckPath":"/alive","healthProbeInterval":"9s","healthProbeTimeout":"500ms","healthThreshold":2}}"""
                .Replace("\"port\":0", $"\"port\":{app.Port}", StringComparison.Ordinal));
        var described = await sidecars.Grpc().CallAsync("GetMetadata", new GetMetadataRequest(), GetMetadataResponse.Parser);
        described.AppConnectionProperties.MaxConcurrency.ShouldBe(7);
        described.AppConnectionProperties.Health.HealthProbeInterval.ShouldBe("9s");
    }

    [Fact]
    public async Task A_required_token_is_required_everywhere_but_for_health()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory, [RunningSidecars.App("secured") with { ApiToken = "side-token" }]);
        var http = sidecars.Http("secured");
        foreach (var path in new[] { "/v1.0/state/statestore/k", "/v1.0/metadata", "/v1.0/nothing" })
        {
            var answer = await http.GetAsync(path);
            answer.Status.ShouldBe(401);
            answer.Body.ShouldBe("invalid api token\n");
            answer.ContentType.ShouldBe("text/plain; charset=utf-8");
            (await http.GetAsync(path, ("dapr-api-token", "bad"))).Status.ShouldBe(401);
        }

        (await http.GetAsync("/v1.0/state/statestore/k", ("dapr-api-token", "side-token"))).ShouldBeEmpty();
        (await http.GetAsync("/v1.0/healthz")).ShouldBeEmpty();
        (await http.GetAsync("/v1.0/healthz/outbound")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GetState")]
    [InlineData("/TaskHubSidecarService/Hello")]
    public async Task Grpc_without_the_token_is_unauthenticated(string method)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory, [RunningSidecars.App("secured") with { ApiToken = "side-token" }]);
        foreach (var token in new[] { null, "bad" })
        {
            var error = await sidecars.Grpc("secured").FailAsync(method, new Empty(), Empty.Parser, token);
            error.StatusCode.ShouldBe(StatusCode.Unauthenticated);
            error.Status.Detail.ShouldBe("Unauthorized");
        }

        var request = new GetStateRequest { StoreName = "statestore", Key = "k" };
        (await sidecars.Grpc("secured").CallAsync("GetState", request, GetStateResponse.Parser, "side-token")).ShouldBe(new GetStateResponse());
    }

    private static async Task WaitUntilReadyAsync(HttpCaller http)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await http.GetAsync("/v1.0/healthz")).Status != 204)
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}

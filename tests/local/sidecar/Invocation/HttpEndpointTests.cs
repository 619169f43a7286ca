namespace Checkout.Local.Tests.Sidecar.Invocation;

public sealed class HttpEndpointTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("endpoint-").FullName;
    private Callee psp = null!;
    private RunningSidecars sidecars = null!;

    public async ValueTask InitializeAsync()
    {
        psp = await Callee.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "secrets.json"), """{"psp":{"key":"configured-key"}}""");
        sidecars = await RunningSidecars.StartAsync(
            $$"""
            kind: Component
            metadata: { name: secretstore }
            spec: { type: secretstores.local.file, version: v1, metadata: [{ name: secretsFile, value: secrets.json }] }
            ---
            kind: HTTPEndpoint
            metadata: { name: psp }
            spec:
              baseUrl: http://127.0.0.1:{{psp.Port}}/base
              headers:
                - { name: X-Api-Key, secretKeyRef: { name: "psp:key", key: "psp:key" } }
            auth: { secretStore: secretstore }
            """,
            folder: folder);
    }

    public async ValueTask DisposeAsync()
    {
        await sidecars.DisposeAsync();
        await psp.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_call_by_name_keeps_the_base_path_and_gets_the_header_from_the_secret_store()
    {
        psp.Answer = context =>
        {
            context.Response.StatusCode = 402;
            return Task.CompletedTask;
        };
        (await sidecars.Http().PostAsync("/v1.0/invoke/psp/method/pay?a=1", """{"n":1}""", ("X-Api-Key", "from-caller"), ("X-Mine", "1")))
            .Status.ShouldBe(402);

        var seen = psp.Requests.ShouldHaveSingleItem();
        seen.Target.ShouldBe("/base/pay?a=1");
        seen.Text.ShouldBe("""{"n":1}""");
        seen.Headers["X-Api-Key"].ShouldBe("configured-key");
        seen.Headers["X-Mine"].ShouldBe("1");
        seen.Headers.ShouldContainKey("Traceparent");
        seen.Headers.ShouldNotContainKey("Dapr-Caller-App-Id");
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http%3A%2F%2F127.0.0.1%3A{0}")]
    public async Task A_whole_url_is_a_target(string url)
    {
        var target = url.Replace("{0}", $"{psp.Port}", StringComparison.Ordinal);
        (await sidecars.Http().PostAsync($"/v1.0/invoke/{target}/method/pay", "{}")).Status.ShouldBe(200);
        psp.Requests.ShouldHaveSingleItem().Target.ShouldBe("/pay");
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_an_error()
    {
        await psp.DisposeAsync();
        (await sidecars.Http().PostAsync("/v1.0/invoke/psp/method/pay", "{}")).ShouldBeError(500, "ERR_DIRECT_INVOKE");
    }
}

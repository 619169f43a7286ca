using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Secrets;

public sealed class SecretsTests : IAsyncLifetime
{
    private const string Resources = """
        kind: Component
        metadata: { name: filesecrets }
        spec: { type: secretstores.local.file, version: v1, metadata: [{ name: secretsFile, value: secrets.json }, { name: nestedSeparator, value: ":" }] }
        ---
        kind: Component
        metadata: { name: filesecretsmulti }
        spec: { type: secretstores.local.file, version: v1, metadata: [{ name: secretsFile, value: secrets.json }, { name: multiValued, value: "true" }] }
        ---
        kind: Component
        metadata: { name: envsecrets }
        spec: { type: secretstores.local.env, version: v1, metadata: [{ name: prefix, value: CHECKOUT_TEST_ }] }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("secrets-").FullName;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("CHECKOUT_TEST_PLAIN", "env-value");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "secrets.json"), """{"plain":"p4ss","db":{"user":"sa","password":"pw1"},"list":["a","b"],"number":7}""");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("envsecrets/PLAIN", """{"PLAIN":"env-value"}""")]
    [InlineData("envsecrets/CHECKOUT_TEST_PLAIN", """{"CHECKOUT_TEST_PLAIN":""}""")]
    [InlineData("envsecrets/bulk", """{"PLAIN":{"PLAIN":"env-value"}}""")]
    [InlineData("filesecrets/plain", """{"plain":"p4ss"}""")]
    [InlineData("filesecrets/db:password", """{"db:password":"pw1"}""")]
    [InlineData("filesecrets/list:0", """{"list:0":"a"}""")]
    [InlineData("filesecrets/number", """{"number":"%!s(float64=7)"}""")]
    [InlineData("filesecretsmulti/db", """{"user":"sa","password":"pw1"}""")]
    [InlineData("filesecretsmulti/bulk", """{"plain":{"plain":"p4ss"},"db":{"user":"sa","password":"pw1"}}""")]
    public async Task A_secret_is_read(string path, string body)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Resources, folder: folder);
        var answer = await sidecars.Http().GetAsync($"/v1.0/secrets/{path}");
        answer.Status.ShouldBe(200);
        answer.ContentType.ShouldBe("application/json");
        answer.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("filesecrets/nope", 500, "ERR_SECRET_GET")]
    [InlineData("filesecrets/db", 500, "ERR_SECRET_GET")]
    [InlineData("nostore/x", 401, "ERR_SECRET_STORE_NOT_FOUND")]
    [InlineData("nostore/bulk", 401, "ERR_SECRET_STORE_NOT_FOUND")]
    public async Task A_secret_that_cannot_be_read_is_an_error(string path, int status, string errorCode)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Resources, folder: folder);
        (await sidecars.Http().GetAsync($"/v1.0/secrets/{path}")).ShouldBeError(status, errorCode);
    }

    [Fact]
    public async Task Without_a_secret_store_none_is_configured()
    {
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty);
        (await sidecars.Http().GetAsync("/v1.0/secrets/x/y")).ShouldBeError(500, "ERR_SECRET_STORES_NOT_CONFIGURED");
    }

    [Fact]
    public async Task Grpc_gives_the_same_secrets()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Resources, folder: folder);
        var found = await sidecars.Grpc().CallAsync(
            "GetSecret", new GetSecretRequest { StoreName = "filesecretsmulti", Key = "db" }, GetSecretResponse.Parser);
        found.Data["password"].ShouldBe("pw1");
        (await sidecars.Grpc().FailAsync("GetSecret", new GetSecretRequest { StoreName = "filesecrets", Key = "nope" }, GetSecretResponse.Parser))
            .StatusCode.ShouldBe(StatusCode.Internal);
        (await sidecars.Grpc().FailAsync("GetBulkSecret", new GetBulkSecretRequest { StoreName = "nostore" }, GetBulkSecretResponse.Parser))
            .StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task A_configuration_narrows_what_the_app_may_read()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Resources, folder: folder, configuration: """
            kind: Configuration
            metadata: { name: config }
            spec:
              secrets:
                scopes: [{ storeName: filesecrets, defaultAccess: deny, allowedSecrets: [plain] }]
            """);
        (await sidecars.Http().ReadAsync("/v1.0/secrets/filesecrets/plain")).ShouldContain("p4ss");
        (await sidecars.Http().GetAsync("/v1.0/secrets/filesecrets/db:user")).ShouldBeError(403, "ERR_PERMISSION_DENIED");
        (await sidecars.Http().ReadAsync("/v1.0/secrets/filesecrets/bulk")).ShouldBe("""{"plain":{"plain":"p4ss"}}""");
    }
}

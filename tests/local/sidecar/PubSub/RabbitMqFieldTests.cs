using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>The metadata of a <c>pubsub.rabbitmq</c> component: what is refused, and the ways to say where the broker is.</summary>
public sealed class RabbitMqFieldTests
{
    private const string Nowhere = "127.0.0.1:1";

    [Theory]
    [InlineData("durabel", "true", "is not a field of")]
    [InlineData("saslExternal", "true", "this sidecar does not have")]
    [InlineData("caCert", "x", "this sidecar does not have")]
    [InlineData("clientCert", "x", "this sidecar does not have")]
    [InlineData("clientKey", "x", "this sidecar does not have")]
    [InlineData("connectionString", "amqps://localhost", "without TLS")]
    [InlineData("connectionString", "localhost", "where the broker is")]
    [InlineData("protocol", "amqps", "'amqps'")]
    [InlineData("deliveryMode", "3", "from 0 to 2")]
    [InlineData("prefetchCount", "256", "from 0 to 255")]
    [InlineData("maxLen", "many", "'many'")]
    [InlineData("maxLenBytes", "-1", "'-1'")]
    [InlineData("exchangeKind", "mesh", "fanout")]
    [InlineData("concurrencyMode", "some", "parallel")]
    [InlineData("reconnectWait", "soon", "is not a duration")]
    [InlineData("heartBeat", "soon", "is not a duration")]
    [InlineData("ttlInSeconds", "soon", "is not a duration")]
    [InlineData("consumerID", "{podName}", "placeholder")]
    public async Task A_value_that_cannot_be_honoured_is_refused_by_name(string field, string value, string says)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(Component((field, value))));
        error.Field.ShouldBe($"spec.metadata.{field}");
        error.Message.ShouldContain("resources.yaml");
        error.Message.ShouldContain("Component 'pubsub'");
        error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("connectionString", "amqp://guest:s3cret@" + Nowhere)]
    [InlineData("host", "amqp://guest:s3cret@" + Nowhere)]
    [InlineData("hostname", Nowhere)]
    public async Task A_broker_that_is_not_there_stops_the_start_and_no_password_is_shown(string field, string value)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(
            Component((field, value), ("username", "guest"), ("password", "s3cret"), ("protocol", "amqp"))));
        error.Message.ShouldContain("Component 'pubsub'");
        error.Message.ShouldContain($"RabbitMQ at {Nowhere}");
        error.Message.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_wrong_password_stops_the_start()
    {
        var address = new Uri(await AddressAsync());
        var error = await Should.ThrowAsync<ResourceException>(
            () => RunningSidecars.StartAsync(Component(("hostname", address.Authority), ("username", "guest"), ("password", "s3cret"))));
        error.Message.ShouldContain("ACCESS_REFUSED");
        error.Message.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task The_connection_string_may_be_a_secret()
    {
        var address = await AddressAsync();
        var folder = Directory.CreateTempSubdirectory("secret-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "secrets.json"), $$"""{"broker":"{{address}}"}""", TestContext.Current.CancellationToken);
        await using (var sidecars = await RunningSidecars.StartAsync(
            """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: { name: secrets }
            spec: { type: secretstores.local.file, version: v1, metadata: [{ name: secretsFile, value: secrets.json }] }
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: { name: pubsub }
            spec:
              type: pubsub.rabbitmq
              version: v1
              metadata:
                - { name: connectionString, secretKeyRef: { name: broker, key: broker } }
            auth: { secretStore: secrets }
            """,
            folder: folder))
        {
            (await sidecars.Http().PostAsync("/v1.0/publish/pubsub/orders", "1")).ShouldBeEmpty();
            (await sidecars.Http().ReadAsync("/v1.0/metadata")).ShouldContain(
                """{"name":"pubsub","type":"pubsub.rabbitmq","version":"v1","capabilities":["MESSAGE_TTL"]}""");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_client_name_is_the_connections_name()
    {
        var fields = new[] { ("connectionString", await AddressAsync()), ("clientName", "{appID}-here"), ("consumerID", "{uuid}") };
        await using var sidecars = await RunningSidecars.StartAsync(Component(fields));
        (await sidecars.Http().PostAsync("/v1.0/publish/pubsub/orders", "1")).ShouldBeEmpty();
        await (await RabbitMqServer.Shared).LogsAsync("client-provided name: orders-here");
    }

    private static async Task<string> AddressAsync()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? string.Empty);
        return (await RabbitMqServer.Shared).NewAddress();
    }

    private static string Component(params (string Name, string Value)[] fields) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: pubsub }
        spec:
          type: pubsub.rabbitmq
          version: v1
          metadata: [{{string.Join(", ", fields.Select(field => $"{{ name: {field.Name}, value: \"{field.Value}\" }}"))}}]
        """;
}

using System.Net;
using System.Text;
using Dapr;
using Dapr.AspNetCore;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Tests.Sdk.AspNetCore;

public sealed class SubscriptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sidecar_reads_what_the_app_subscribes_to()
    {
        await using var app = await StartAsync(a =>
        {
            a.MapSubscribeHandler();
            a.MapPost("/on-orders", () => Results.Ok()).WithTopic("pubsub", "orders");
            a.MapPost("/on-raw", () => Results.Ok()).WithTopic("pubsub", "raw", enableRawPayload: true);
            a.MapPost("/on-rest", () => Results.Ok()).WithTopic("pubsub", "routed");
            a.MapPost("/on-special", () => Results.Ok()).WithTopic(new TopicOptions
            {
                PubsubName = "pubsub",
                Name = "routed",
                Match = "event.type == \"special\"",
                Priority = 1,
                DeadLetterTopic = "dead",
            });
        });
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(app.Urls.First() + "/dapr/subscribe"), Ct)).ShouldBe(
            """[{"pubsubname":"pubsub","topic":"orders","route":"/on-orders"},{"pubsubname":"pubsub","topic":"raw","route":"/on-raw","metadata":{"rawPayload":"true"}},{"pubsubname":"pubsub","topic":"routed","routes":{"rules":[{"match":"event.type == \u0022special\u0022","path":"/on-special"}],"default":"/on-rest"},"deadLetterTopic":"dead"}]""");
    }

    [Theory]
    [InlineData("""{"data":{"a":1.50},"datacontenttype":"application/json"}""", "application/json", """{"a":1.50}""")]
    [InlineData("""{"data":"hello","datacontenttype":"application/json"}""", "application/json", "\"hello\"")]
    [InlineData("""{"data":"hello","datacontenttype":"text/plain"}""", "text/plain", "hello")]
    [InlineData("""{"data":{"a":1}}""", "application/json", """{"a":1}""")]
    [InlineData("""{"data_base64":"aGk=","datacontenttype":"application/octet-stream"}""", "application/octet-stream", "hi")]
    [InlineData("""{"data":[1],"datacontenttype":"application/vnd.x+json; charset=utf-16"}""", "application/vnd.x+json", "[1]")]
    public async Task A_handler_sees_the_data_of_a_CloudEvent(string envelope, string contentType, string body)
    {
        await using var app = await StartEchoAsync();
        using var response = await PostAsync(app, envelope, "application/cloudevents+json; charset=utf-8");
        (await response.Content.ReadAsStringAsync(Ct)).ShouldBe($"{contentType}|{body}");
    }

    [Fact]
    public async Task What_is_no_CloudEvent_stays_as_it_is_and_two_kinds_of_data_are_refused()
    {
        await using var app = await StartEchoAsync();
        using var plain = await PostAsync(app, """{"data":1}""", "application/json");
        (await plain.Content.ReadAsStringAsync(Ct)).ShouldBe("""application/json|{"data":1}""");
        using var both = await PostAsync(app, """{"data":1,"data_base64":"aGk="}""", "application/cloudevents+json");
        both.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_registered_client_talks_to_the_configured_sidecar()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("DAPR_GRPC_ENDPOINT", sidecar.Endpoint), new("DAPR_API_TOKEN", "secret")])
            .Build());
        services.AddDaprClient();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DaprClient>().SetMetadataAsync("a", "b", Ct);
        (await sidecar.NextAsync()).Headers["dapr-api-token"].ShouldBe("secret");
        provider.GetRequiredService<DaprClient>().ShouldBeSameAs(provider.GetRequiredService<DaprClient>());
    }

    [Fact]
    public async Task A_topics_metadata_and_bulk_delivery_are_in_the_list()
    {
        await using var app = await StartAsync(a =>
        {
            a.MapSubscribeHandler();
            a.MapPost("/on-a", [Topic("pubsub", "a", ["x"], "|"), TopicMetadata("all", "1"), TopicMetadata("x", "own", "2"),
                TopicMetadata("x", "own", "3"), TopicMetadata("y", "other", "4")] () => Results.Ok());
            a.MapPost("/on-b", () => Results.Ok()).WithTopic("pubsub", "b")
                .WithBulkSubscribe(new BulkSubscribeTopicOptions { TopicName = "b", MaxMessagesCount = 5, MaxAwaitDurationMs = 40 });
        });
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(app.Urls.First() + "/dapr/subscribe"), Ct)).ShouldBe(
            """[{"pubsubname":"pubsub","topic":"a","route":"/on-a","metadata":{"all":"1","own":"2|3"}},{"pubsubname":"pubsub","topic":"b","route":"/on-b","bulkSubscribe":{"enabled":true,"maxMessagesCount":5,"maxAwaitDurationMs":40}}]""");
    }

    [Theory]
    [InlineData(null, null, "id,type")]
    [InlineData("type", null, "type")]
    [InlineData(null, "id", "type")]
    public async Task Fields_of_a_CloudEvent_become_headers_where_that_is_wanted(string? included, string? excluded, string expected)
    {
        await using var app = await StartAsync(a =>
        {
            a.UseCloudEvents(new CloudEventsMiddlewareOptions
            {
                ForwardCloudEventPropertiesAsHeaders = true,
                IncludedCloudEventPropertiesAsHeaders = included?.Split(','),
                ExcludedCloudEventPropertiesFromHeaders = excluded?.Split(','),
            });
            a.MapPost("/echo", (HttpRequest request) => string.Join(',', request.Headers
                .Where(header => header.Key.StartsWith("Cloudevent.", StringComparison.Ordinal)).Select(header => header.Key[11..])
                .Order(StringComparer.Ordinal)));
        });
        using var response = await PostAsync(app, """{"id":"1","type":"t","data":{},"datacontenttype":"application/json"}""", "application/cloudevents+json");
        (await response.Content.ReadAsStringAsync(Ct)).ShouldBe(expected);
    }

    private static Task<WebApplication> StartEchoAsync() => StartAsync(a =>
    {
        a.UseCloudEvents();
        a.MapPost("/echo", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            return $"{request.ContentType}|{await reader.ReadToEndAsync(Ct)}";
        });
    });

    private static async Task<WebApplication> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        map(app);
        await app.StartAsync(Ct);
        return app;
    }

    private static async Task<HttpResponseMessage> PostAsync(WebApplication app, string body, string contentType)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await client.PostAsync(new Uri(app.Urls.First() + "/echo"), content, Ct);
    }
}

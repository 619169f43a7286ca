using Dapr;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;

namespace Checkout.Local.Tests.Sdk.Client;

public sealed class PublishingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_are_published_with_their_own_media_type()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();

        await client.PublishByteEventAsync("pubsub", "t", "<a/>"u8.ToArray(), "text/xml", cancellationToken: Ct);

        var request = PublishEventRequest.Parser.ParseFrom((await sidecar.NextAsync("PublishEvent")).Message);
        (request.Data.ToStringUtf8(), request.DataContentType).ShouldBe(("<a/>", "text/xml"));
    }

    [Fact]
    public async Task A_CloudEvent_is_published_as_the_event_itself()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();

        await client.PublishEventAsync(
            "pubsub", "t", new CloudEvent<int>(7) { Source = new Uri("urn:shop"), Type = "paid", Subject = "order-1" }, Ct);

        var request = PublishEventRequest.Parser.ParseFrom((await sidecar.NextAsync("PublishEvent")).Message);
        request.DataContentType.ShouldBe("application/cloudevents+json");
        var sent = System.Text.Json.JsonDocument.Parse(request.Data.ToStringUtf8()).RootElement;
        sent.GetProperty("data").GetInt32().ShouldBe(7);
        new[] { "source", "type", "subject", "datacontenttype" }.Select(name => sent.GetProperty(name).GetString())
            .ShouldBe(["urn:shop", "paid", "order-1", "application/json"]);
    }

    [Fact]
    public async Task A_bulk_publish_tells_which_events_failed()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();
        sidecar.Answer("BulkPublishEvent", new Dapr.Client.Autogen.Grpc.v1.BulkPublishResponse
        {
            FailedEntries = { new BulkPublishResponseFailedEntry { EntryId = "1", Error = "full" } },
        });

        var response = await client.BulkPublishEventAsync("pubsub", "t", ["a", "b"], cancellationToken: Ct);

        var request = BulkPublishRequest.Parser.ParseFrom((await sidecar.NextAsync("BulkPublishEvent")).Message);
        request.Entries.Select(entry => $"{entry.EntryId} {entry.Event.ToStringUtf8()} {entry.ContentType}")
            .ShouldBe(["0 \"a\" application/json", "1 \"b\" application/json"]);
        var failed = response.FailedEntries.ShouldHaveSingleItem();
        (failed.Entry.EventData, failed.ErrorMessage).ShouldBe(("b", "full"));
    }
}

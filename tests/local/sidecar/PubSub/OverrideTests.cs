using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>Own CloudEvents, overrides, raw payloads and times to live; expectations from the recording <c>pubsub-overrides</c>.</summary>
public sealed class OverrideTests
{
    private const string CloudEvents = "application/cloudevents+json";

    private const string OrdersAndRaw = """
        [{"pubsubname":"pubsub","topic":"orders","route":"/on-orders"},
         {"pubsubname":"pubsub","topic":"raw","route":"/on-raw","metadata":{"rawPayload":"true"}}]
        """;

    [Fact]
    public async Task An_own_CloudEvent_keeps_its_fields()
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        var seen = await DeliverOwnAsync(subscriber, "pubsub/orders", """
            {"specversion":"1.0","id":"my-id","source":"my-src","type":"my.type","subject":"sub","datacontenttype":"application/json","data":{"x":1},"myext":"e"}
            """);
        seen.Field("id").ShouldBe("my-id");
        seen.Field("source").ShouldBe("my-src");
        seen.Field("type").ShouldBe("my.type");
        seen.Field("subject").ShouldBe("sub");
        seen.Field("myext").ShouldBe("e");
        seen.Field("topic").ShouldBe("orders");
        seen.Field("pubsubname").ShouldBe("pubsub");
        seen.Field("time").ShouldNotBeNullOrEmpty();
        seen.Field("traceid").ShouldBe(seen.Field("traceparent"));
        seen.Json().GetProperty("data").GetRawText().ShouldBe("""{"x":1}""");
    }

    [Fact]
    public async Task What_an_own_CloudEvent_lacks_is_partly_filled()
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        var seen = await DeliverOwnAsync(subscriber, "pubsub/orders", """{"data":{"x":1}}""");
        seen.Json().EnumerateObject().Select(field => field.Name).ShouldBe(
            ["data", "pubsubname", "source", "specversion", "time", "topic", "traceid", "traceparent", "tracestate", "type"]);
        seen.Field("source").ShouldBe("Dapr");
        seen.Field("type").ShouldBe("com.dapr.event.sent");
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("1")]
    public async Task A_CloudEvent_that_is_no_object_is_refused(string body)
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        using var content = new StringContent(body, Encoding.UTF8, CloudEvents);
        var answer = await subscriber.Sidecar.SendContentAsync("POST", "/v1.0/publish/pubsub/orders", content);
        answer.ShouldBeError(500, "ERR_PUBSUB_CLOUD_EVENTS_SER");
    }

    [Fact]
    public async Task Metadata_overrides_fields_and_is_passed_on_as_headers()
    {
        const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        var seen = await subscriber.DeliverAsync(
            "pubsub/orders?metadata.cloudevent.id=q-id&metadata.cloudevent.source=q-src&metadata.cloudevent.type=q.type"
            + $"&metadata.cloudevent.subject=q-sub&metadata.cloudevent.traceid={Trace}",
            """{"x":1}""");
        seen.Field("id").ShouldBe("q-id");
        seen.Field("source").ShouldBe("q-src");
        seen.Field("type").ShouldBe("q.type");
        seen.Field("subject").ShouldBe("q-sub");
        seen.Field("traceid").ShouldBe(Trace);
        seen.Field("traceparent").ShouldBe(Trace);
        seen.Headers["Cloudevent.id"].ShouldBe("q-id");
        seen.Headers["Cloudevent.traceid"].ShouldBe(Trace);
        seen.Headers["Traceparent"].ShouldStartWith(Trace[..36]);
        seen.Headers["Traceparent"].ShouldNotBe(Trace, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Metadata_does_not_touch_an_own_CloudEvent()
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        var seen = await DeliverOwnAsync(
            subscriber, "pubsub/orders?metadata.cloudevent.type=q.type", """{"specversion":"1.0","id":"i3","source":"s3","type":"t3","data":1}""");
        seen.Field("type").ShouldBe("t3");
        seen.Headers["Cloudevent.type"].ShouldBe("q.type");
    }

    [Fact]
    public async Task A_raw_payload_arrives_bare_if_it_is_a_JSON_object_and_else_never()
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        await subscriber.PublishAsync("pubsub/orders?metadata.rawPayload=true", "text/plain", "just text"u8.ToArray());
        var seen = await subscriber.DeliverAsync("pubsub/orders?metadata.rawPayload=true", """{"x":1}""");
        seen.Text.ShouldBe("""{"x":1}""");
        seen.Headers["Content-Type"].ShouldBe(CloudEvents);
        seen.Headers["Rawpayload"].ShouldBe("true");
        seen.Headers.GetValueOrDefault("Traceparent").ShouldBeNull();
    }

    [Fact]
    public async Task A_raw_subscription_wraps_whatever_arrives()
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        var raw = await subscriber.DeliverAsync("pubsub/raw?metadata.rawPayload=true", "application/octet-stream", [0, 0xFF]);
        raw.Target.ShouldBe("/on-raw");
        raw.Json().EnumerateObject().Select(field => field.Name).ShouldBe(
            ["data_base64", "datacontenttype", "id", "pubsubname", "source", "specversion", "topic", "type"]);
        raw.Field("data_base64").ShouldBe("AP8=");
        raw.Field("datacontenttype").ShouldBe("application/octet-stream");
        raw.Field("source").ShouldBe("Dapr");
        raw.Headers.GetValueOrDefault("Traceparent").ShouldBeNull();

        var normal = await subscriber.DeliverAsync("pubsub/raw", """{"x":1}""");
        using var published = JsonDocument.Parse(Convert.FromBase64String(normal.Field("data_base64").ShouldNotBeNull()));
        published.RootElement.GetProperty("source").GetString().ShouldBe("orders");
        published.RootElement.GetProperty("data").GetRawText().ShouldBe("""{"x":1}""");
    }

    [Fact]
    public async Task A_time_to_live_becomes_the_moment_of_expiry()
    {
        await using var subscriber = await Subscriber.StartAsync(OrdersAndRaw);
        var seen = await subscriber.DeliverAsync("pubsub/orders?metadata.ttlInSeconds=60", """{"x":1}""");
        seen.Headers["Ttlinseconds"].ShouldBe("60");
        (Time(seen, "expiration") - Time(seen, "time")).ShouldBe(TimeSpan.FromSeconds(60));
        var odd = await subscriber.DeliverAsync("pubsub/orders?metadata.ttlInSeconds=abc", """{"x":1}""");
        odd.Headers["Ttlinseconds"].ShouldBe("abc");
        odd.Json().TryGetProperty("expiration", out _).ShouldBeFalse();
    }

    private static DateTimeOffset Time(Seen seen, string field) => DateTimeOffset.Parse(seen.Field(field).ShouldNotBeNull(), CultureInfo.InvariantCulture);

    private static Task<Seen> DeliverOwnAsync(Subscriber subscriber, string target, string cloudEvent) =>
        subscriber.DeliverAsync(target, CloudEvents, Encoding.UTF8.GetBytes(cloudEvent));
}

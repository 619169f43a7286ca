using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>The CloudEvent that an app is sent for what another publishes; expectations from the recording <c>pubsub-envelope</c>.</summary>
public sealed partial class EnvelopeTests
{
    private const string Orders = """[{"pubsubname":"pubsub","topic":"orders","route":"/on-orders"}]""";

    [Fact]
    public async Task An_event_is_posted_to_the_route_with_daprs_headers()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        var seen = await subscriber.DeliverAsync("pubsub/orders", """{"orderId":"o-1","amount":10.5}""");
        seen.Method.ShouldBe("POST");
        seen.Target.ShouldBe("/on-orders");
        seen.Headers["Content-Type"].ShouldBe("application/cloudevents+json");
        seen.Headers["Pubsubname"].ShouldBe("pubsub");
        seen.Headers.GetValueOrDefault("Dapr-Api-Token").ShouldBeNull();
        var json = seen.Json();
        json.EnumerateObject().Select(field => field.Name).ShouldBe(
        [
            "data", "datacontenttype", "id", "pubsubname", "source", "specversion", "time", "topic", "traceid", "traceparent", "tracestate", "type",
        ]);
        Guid.TryParse(seen.Field("id"), out _).ShouldBeTrue();
        seen.Field("specversion").ShouldBe("1.0");
        seen.Field("type").ShouldBe("com.dapr.event.sent");
        seen.Field("source").ShouldBe("orders");
        seen.Field("topic").ShouldBe("orders");
        seen.Field("pubsubname").ShouldBe("pubsub");
        seen.Field("datacontenttype").ShouldBe("application/json");
        seen.Field("tracestate").ShouldBe("");
        seen.Field("time").ShouldNotBeNull().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
    }

    [Fact]
    public async Task The_header_has_a_new_span_of_the_events_trace()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        var seen = await subscriber.DeliverAsync("pubsub/orders", "1");
        var inEvent = seen.Field("traceparent").ShouldNotBeNull();
        seen.Field("traceid").ShouldBe(inEvent);
        var inHeader = seen.Headers["Traceparent"];
        Parent().IsMatch(inHeader).ShouldBeTrue();
        inHeader[..36].ShouldBe(inEvent[..36]);
        inHeader.ShouldNotBe(inEvent, StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_publishers_trace_goes_on()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        var seen = await subscriber.DeliverAsync(
            "pubsub/orders", "1", ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("tracestate", "k=v"), ("X-Other", "1"));
        seen.Headers["Traceparent"].ShouldStartWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
        seen.Headers.GetValueOrDefault("X-Other").ShouldBeNull();
        seen.Field("traceparent").ShouldNotBeNull().ShouldStartWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
        seen.Field("traceparent").ShouldNotBe("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", StringComparer.Ordinal);
        seen.Field("tracestate").ShouldBe("k=v");
    }

    [Theory]
    [InlineData("application/json", "\"hello\"", "data", "\"hello\"", "application/json")]
    [InlineData("application/json", "42.10", "data", "42.10", "application/json")]
    [InlineData("application/json", "[1, 2]", "data", "[1,2]", "application/json")]
    [InlineData("application/json", "null", "data", "null", "application/json")]
    [InlineData("application/json", "", "data", "\"\"", "application/json")]
    [InlineData("application/json", "{oops", "data", "\"{oops\"", "application/json")]
    [InlineData("application/json; charset=utf-8", "{\"a\":1}", "data", "{\"a\":1}", "application/json; charset=utf-8")]
    [InlineData("text/plain", "plain text", "data", "\"plain text\"", "text/plain")]
    [InlineData("application/xml", "<a/>", "data", "\"\\u003ca/\\u003e\"", "application/xml")]
    [InlineData(null, "{\"a\":1}", "data", "\"{\\\"a\\\":1}\"", "text/plain")]
    [InlineData("application/octet-stream", "\0\u0001", "data_base64", "\"AAE=\"", "application/octet-stream")]
    public async Task The_content_type_decides_how_data_stands_in_the_event(string? contentType, string body, string field, string json, string shown)
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        var seen = await subscriber.DeliverAsync("pubsub/orders", contentType, Encoding.UTF8.GetBytes(body));
        seen.Json().GetProperty(field).GetRawText().ShouldBe(json);
        seen.Json().TryGetProperty(field is "data" ? "data_base64" : "data", out _).ShouldBeFalse();
        seen.Field("datacontenttype").ShouldBe(shown);
    }

    [Fact]
    public async Task Numbers_keep_their_digits_and_signs_of_markup_are_escaped()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        var seen = await subscriber.DeliverAsync("pubsub/orders", """{"big":12345678901234567890,"amount":10.00,"html":"<&>"}""");
        seen.Text.ShouldStartWith("""{"data":{"amount":10.00,"big":12345678901234567890,"html":"\u003c\u0026\u003e"},"datacontenttype":"application/json","id":""");
    }

    [Fact]
    public async Task Letters_and_control_characters_survive()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        const string Text = "Grüße 🚀 \"q\" \\ \n\t\r\b\f \u0001 \u2028";
        var seen = await subscriber.DeliverAsync("pubsub/orders", JsonSerializer.Serialize(Text));
        seen.Field("data").ShouldBe(Text);
    }

    [Fact]
    public async Task Put_publishes_too()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders);
        (await subscriber.Sidecar.SendAsync("PUT", "/v1.0/publish/pubsub/orders", "1")).ShouldBeEmpty();
        (await Broker.EventsAsync(subscriber.App, 1))[0].Json().GetProperty("data").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_app_is_shown_its_api_token()
    {
        await using var subscriber = await Subscriber.StartAsync(Orders, change: app => app with { AppApiToken = "app-token" });
        (await subscriber.DeliverAsync("pubsub/orders", "1")).Headers["Dapr-Api-Token"].ShouldBe("app-token");
    }

    [GeneratedRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parent();
}

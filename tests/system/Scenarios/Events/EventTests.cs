using System.Text;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios.Events;

/// <summary>Publish and subscribe from end to end, whatever store and broker the environment names.</summary>
public sealed class EventTests(EventSystem events) : IClassFixture<EventSystem>
{
    [Fact]
    public async Task An_event_reaches_the_subscribers_of_two_services_once()
    {
        await PublishAsync("paid", """{"n":1}""");
        var kept = await UntilKeptAsync(events.Payments, "paid", 1);
        (await UntilKeptAsync(events.Fulfilment, "paid", 1))["id"]!.GetValue<string>().ShouldBe(kept["id"]!.GetValue<string>());
        kept["source"]!.GetValue<string>().ShouldBe("checkout-api");
        events.Payments.Deliveries("paid", 1).ShouldBe(1);
        events.Fulfilment.Deliveries("paid", 1).ShouldBe(1);
    }

    [Theory]
    [InlineData("refund", """{"n":2,"amount":500}""", "big-refund", 2)]
    [InlineData("refund", """{"n":3,"amount":5}""", "refund", 3)]
    [InlineData("charge", """{"n":4,"amount":500}""", "other", 4)]
    public async Task A_rule_chooses_the_route(string type, string data, string route, int number)
    {
        await PublishAsync($"routed?metadata.cloudevent.type={type}", data);
        (await UntilKeptAsync(events.Payments, route, number))["type"]!.GetValue<string>().ShouldBe(type);
    }

    [Fact]
    public async Task A_delivery_that_fails_is_tried_again()
    {
        await PublishAsync("shaky", """{"n":5}""");
        await UntilKeptAsync(events.Payments, "shaky", 5);
        events.Payments.Deliveries("shaky", 5).ShouldBe(2);
    }

    [Fact]
    public async Task What_fails_to_the_end_goes_to_the_dead_letter_topic_unchanged()
    {
        await PublishAsync("shaky", """{"n":-6}""");
        (await UntilKeptAsync(events.Fulfilment, "dead", -6))["topic"]!.GetValue<string>().ShouldBe("shaky");
        events.Payments.Deliveries("shaky", -6).ShouldBe(3);
        (await events.Payments.KeptAsync("shaky", -6)).ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_raw_payload_arrives_wrapped()
    {
        await PublishAsync("raw?metadata.rawPayload=true", "7", "text/plain");
        var kept = await UntilKeptAsync(events.Payments, "raw", 7);
        kept["datacontenttype"]!.GetValue<string>().ShouldBe("application/octet-stream");
        kept["data_base64"]!.GetValue<string>().ShouldBe("Nw==");
    }

    [Fact]
    public async Task What_is_published_together_is_delivered_together()
    {
        await PublishAsync("bulk", """
            [{"entryId":"a","event":{"n":8},"contentType":"application/json"},
             {"entryId":"b","event":{"n":9},"contentType":"application/json"},
             {"entryId":"c","event":{"n":10},"contentType":"application/json"}]
            """, api: "publish/bulk");
        await Task.WhenAll(new[] { 8, 9, 10 }.Select(number => UntilKeptAsync(events.Fulfilment, "bulk", number)));
        events.Fulfilment.Deliveries("requests", 0).ShouldBe(1);
    }

    private async Task PublishAsync(string target, string data, string contentType = "application/json", string api = "publish")
    {
        using var content = new StringContent(data, Encoding.UTF8, contentType);
        using var response = await events.Publisher.PostAsync(
            new Uri($"/v1.0/{api}/pubsub/{target}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonNode> UntilKeptAsync(EventApp app, string route, int number)
    {
        string? kept = null;
        await Eventually.HoldsAsync(
            async () => (kept = await app.KeptAsync(route, number)) is { Length: > 0 }, () => $"{route} {number} did not come.");
        return JsonNode.Parse(kept ?? string.Empty)!;
    }
}

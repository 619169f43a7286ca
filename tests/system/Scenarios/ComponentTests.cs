using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Checkout.SystemTests.Scenarios.Events;

namespace Checkout.SystemTests.Scenarios;

/// <summary>The scenarios run on what the environment names, and not on something else.</summary>
public sealed class ComponentTests(LocalSystem system, EventSystem events) : IClassFixture<EventSystem>
{
    [Fact]
    public async Task The_system_runs_on_the_store_and_broker_that_are_named()
    {
        using var http = new HttpClient { BaseAddress = system.CheckoutSidecar };
        await ShouldRunOnTheNamedAsync(http);
    }

    [Fact]
    public async Task And_so_do_the_scenarios_of_publish_and_subscribe() => await ShouldRunOnTheNamedAsync(events.Publisher);

    private static async Task ShouldRunOnTheNamedAsync(HttpClient sidecar)
    {
        var metadata = await sidecar.GetFromJsonAsync<JsonNode>(
            new Uri("/v1.0/metadata", UriKind.Relative), TestContext.Current.CancellationToken);
        var types = metadata!["components"]!.AsArray().ToDictionary(
            component => component!["name"]!.GetValue<string>(), component => component!["type"]!.GetValue<string>(), StringComparer.Ordinal);
        types["statestore"].ShouldBe(Environment.GetEnvironmentVariable("CHECKOUT_STORE") switch
        {
            null or "" => "state.sqlite",
            "memory" => "state.in-memory",
            "postgres" => "state.postgresql",
            var other => $"an unknown store, {other}",
        });
        types["pubsub"].ShouldBe(Environment.GetEnvironmentVariable("CHECKOUT_BROKER") switch
        {
            null or "" => "pubsub.in-memory",
            "rabbitmq" => "pubsub.rabbitmq",
            var other => $"an unknown broker, {other}",
        });
    }
}

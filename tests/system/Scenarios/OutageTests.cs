using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>A part of the system is away for a while: the merchant hears to come again, and nothing is half accepted.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Checkout = "/api/c2a/offer/checkout";

    private readonly LocalSystem system = new();

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Without_the_payment_service_an_order_is_a_503_and_the_same_order_later_is_accepted_and_charged_once()
    {
        var order = Merchant.Order(Cards.Frictionless);
        await system.StopPaymentsAsync();

        await ShouldBeUnavailableAsync(system.Merchant.PostAsync(Checkout, order));
        await ShouldBeUnavailableAsync(system.Merchant.PostAsync(Checkout, order)); // not IDEMPOTENCY_IN_FLIGHT

        await system.StartPaymentsAsync();
        await AcceptedAndDoneAsync(order);
    }

    [Fact]
    public async Task Without_the_sidecar_a_submit_and_a_poll_are_a_503_and_both_work_when_it_is_back()
    {
        var earlier = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(earlier, "CHECK_OUT_DONE");
        var order = Merchant.Order(Cards.Frictionless);
        await system.StopSidecarsAsync();

        await ShouldBeUnavailableAsync(system.Merchant.PostAsync(Checkout, order));
        await ShouldBeUnavailableAsync(system.Merchant.GetAsync($"{Checkout}/{earlier}/status"));

        await system.StartSidecarsAsync();
        await AcceptedAndDoneAsync(order);
        using var status = await system.Merchant.GetAsync($"{Checkout}/{earlier}/status");
        status.StatusCode.ShouldBe(ChosenStore.Name is "memory" ? HttpStatusCode.NotFound : HttpStatusCode.OK); // its memory went with it
    }

    private async Task AcceptedAndDoneAsync(string order)
    {
        string? trackingNumber = null;
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await system.Merchant.PostAsync(Checkout, order);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            trackingNumber = body["trackingNumber"]?.GetValue<string>();
            response.StatusCode.ShouldBeOneOf(HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable);
            return response.StatusCode is HttpStatusCode.Accepted;
        }, () => "The order is not accepted again.");
        await system.Merchant.UntilAsync(trackingNumber.ShouldNotBeNull(), "CHECK_OUT_DONE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    private static async Task ShouldBeUnavailableAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        response.StatusCode.ShouldBe(
            HttpStatusCode.ServiceUnavailable, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        response.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>The request bodies of the vendor's text, word for word, each to a fresh system.</summary>
public sealed class VendorSampleTests
{
    [Theory]
    [InlineData("fresh-card")]
    [InlineData("stored-card")]
    [InlineData("curl")]
    public async Task A_sample_ends_done(string sample)
    {
        await using var system = new LocalSystem();
        await system.InitializeAsync();

        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Sample(sample));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task The_third_sample_after_the_first_is_an_idempotency_clash_and_the_first_again_is_a_replay()
    {
        await using var system = new LocalSystem();
        await system.InitializeAsync();
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Sample("fresh-card"));

        using var clash = await system.Merchant.PostAsync("/api/c2a/offer/checkout", Merchant.Sample("curl"));
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var body = JsonNode.Parse(await clash.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        body.ContainsKey("trackingNumber").ShouldBeTrue();
        body["trackingNumber"].ShouldBeNull();
        body["status"]!["messageCode"]!.GetValue<string>().ShouldBe("IDEMPOTENCY_CONFLICT");
        body["followUpInstructions"]!.ToJsonString().ShouldBe("""{"canFollowUp":false}""");

        using var replay = await system.Merchant.PostAsync("/api/v1/c2a/offer/checkout", Merchant.Sample("fresh-card"));
        replay.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        replay.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await replay.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(trackingNumber);
    }

    [Fact]
    public async Task A_card_stored_on_success_pays_the_next_order()
    {
        await using var system = new LocalSystem();
        await system.InitializeAsync();
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(Merchant.Sample("fresh-card")), "CHECK_OUT_DONE");
        using var http = new HttpClient { BaseAddress = system.Payments };
        var methods = JsonNode.Parse(await http.GetStringAsync(
            new Uri("/stored-methods/e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f/cu.00.482", UriKind.Relative),
            TestContext.Current.CancellationToken))!.AsArray();
        var stored = methods.Select(method => method!["paymentMethodUrn"]!.GetValue<string>()).Except(["pm.00.482.7"], StringComparer.Ordinal).ShouldHaveSingleItem();
        var order = JsonNode.Parse(Merchant.Sample("stored-card"))!;
        order["paymentMethod"]!["creditCard"]!["storedMethodUrn"] = stored;

        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(order.ToJsonString()), "CHECK_OUT_DONE");
    }
}

using System.Net;
using System.Net.Http.Json;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>The PSP's notification is faster than the shopper's browser, and the PSP is slow to capture.</summary>
public sealed class OvertakenReturnTests : IAsyncLifetime
{
    private readonly LocalSystem system = new();

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_browser_that_a_notification_has_overtaken_still_ends_on_the_page_that_tells_the_outcome()
    {
        await SlowAsync("POST /v1/payment_intents/{id}/capture");
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        var wayBack = await Shopper.AnswerAtTheBankAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_PROCESSING");

        (await Shopper.ReturnAsync(wayBack)).ShouldContain("Payment confirmed");
    }

    private async Task SlowAsync(string operation)
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        var plan = new { slowFor = "00:00:02", rules = new[] { new { provider = "stripe", operation, rates = new { slow = 1.0 } } } };
        using var response = await http.PutAsJsonAsync(new Uri("/faults", UriKind.Relative), plan, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

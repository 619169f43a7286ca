using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>Orders that the buyer pays on PayPal's page.</summary>
public sealed class PayPalTests(LocalSystem system)
{
    private const string Buyer = "buyer@example.com";

    private static readonly LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
    private static readonly LedgerTotals ChargedOnce = new(Charges: 1, Captured: 1499, Refunded: 0, Held: 0);
    private static readonly LedgerTotals GivenBack = new(Charges: 1, Captured: 1499, Refunded: 1499, Held: 0);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approved_order_ends_done_and_charged_once_at_paypal()
    {
        var trackingNumber = await SubmitAsync();

        (await Shopper.ReturnAsync(await DecideAsync(trackingNumber))).ShouldContain("Payment");

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
        (await PaymentsAsync(trackingNumber)).ShouldHaveSingleItem()!["provider"]!.GetValue<string>().ShouldBe("paypal");
    }

    [Fact]
    public async Task A_cancelled_order_ends_failed_and_an_approval_after_that_takes_nothing()
    {
        var trackingNumber = await SubmitAsync();
        var waiting = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        var page = waiting["redirectInstructions"]!["redirectUrl"]!.GetValue<string>();

        (await Shopper.ReturnAsync(await Shopper.DecideAtPayPalAsync(page, "reject", Buyer))).ShouldContain("Payment not completed");

        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("SHOPPER_CANCELLED");
        await Shopper.ReturnAsync(await Shopper.DecideAtPayPalAsync(page, "approve", Buyer));
        (await LedgerAsync(trackingNumber)).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData("declined@example.com", "CARD_DECLINED")]
    [InlineData("restricted@example.com", "INVALID_ACCOUNT")]
    [InlineData("denied@example.com", "CARD_DECLINED")]
    [InlineData("nocapture@example.com", "CAPTURE_FAILED")]
    [InlineData("bounced@example.com", "CAPTURE_FAILED")]
    public async Task A_buyer_who_cannot_pay_ends_failed_and_nothing_stays_held(string buyer, string reason)
    {
        var trackingNumber = await SubmitAsync();

        await Shopper.ReturnAsync(await DecideAsync(trackingNumber, buyer));

        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith(reason);
        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == Nothing);
    }

    [Fact]
    public async Task A_browser_that_never_comes_back_is_not_needed()
    {
        var trackingNumber = await SubmitAsync();

        await DecideAsync(trackingNumber);

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Theory]
    [InlineData("echeck@example.com")] // the capture is pending first
    [InlineData("late@example.com")] // the authorisation is answered too late
    public async Task An_answer_that_comes_later_ends_done_and_charged_once(string buyer)
    {
        var trackingNumber = await SubmitAsync();

        await Shopper.ReturnAsync(await DecideAsync(trackingNumber, buyer));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task An_order_whose_creation_was_not_answered_is_one_order()
    {
        await FailAsync("POST /v2/checkout/orders", "timeoutAfter");
        string trackingNumber;
        try
        {
            trackingNumber = await SubmitAsync();
            await Eventually.HoldsAsync(async () => (await PaymentsAsync(trackingNumber)).Count > 0);
        }
        finally
        {
            await FailNoMoreAsync();
        }

        await Shopper.ReturnAsync(await DecideAsync(trackingNumber));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await PaymentsAsync(trackingNumber)).Count.ShouldBe(1);
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task A_captured_order_that_cannot_be_delivered_is_refunded()
    {
        var trackingNumber = await SubmitAsync();
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        await Reservations.LoseAsync(system, trackingNumber);
        await Shopper.ReturnAsync(await DecideAsync(trackingNumber));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == GivenBack);
    }

    private Task<string> SubmitAsync() => system.Merchant.SubmitAsync(Merchant.OrderBy("PayPal"));

    private Task<LedgerTotals> LedgerAsync(string trackingNumber) => Ledger.OfAsync(system.Psps, trackingNumber);

    private async Task<Uri> DecideAsync(string trackingNumber, string buyer = Buyer)
    {
        var waiting = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        return await Shopper.DecideAtPayPalAsync(waiting["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve", buyer);
    }

    private async Task<JsonArray> PaymentsAsync(string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        var page = await http.GetStringAsync(new Uri($"/ledger?reference={trackingNumber}", UriKind.Relative), Cancelled);
        return JsonNode.Parse(page)!["payments"]!.AsArray();
    }

    // Only PayPal's calls of this kind fail, and no other test makes them at the same time.
    private async Task FailAsync(string operation, string fault)
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        var rule = new { provider = "paypal", operation, rates = new Dictionary<string, double>(StringComparer.Ordinal) { [fault] = 1 } };
        using var response = await http.PutAsJsonAsync("/faults", new { seed = 1, rules = new[] { rule } }, Cancelled);
        response.EnsureSuccessStatusCode();
    }

    private async Task FailNoMoreAsync()
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        using var response = await http.DeleteAsync(new Uri("/faults", UriKind.Relative), Cancelled);
        response.EnsureSuccessStatusCode();
    }
}

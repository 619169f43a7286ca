using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>Orders whose merchant asks for Adyen, which tells by notification what became of captures and refunds.</summary>
public sealed class AdyenTests(LocalSystem system)
{
    private static readonly LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
    private static readonly LedgerTotals ChargedOnce = new(Charges: 1, Captured: 1499, Refunded: 0, Held: 0);
    private static readonly LedgerTotals GivenBack = new(Charges: 1, Captured: 1499, Refunded: 1499, Held: 0);

    [Fact]
    public async Task A_good_card_ends_done_and_charged_once_at_adyen()
    {
        var trackingNumber = await SubmitAsync(Cards.Frictionless);

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
        (await ProvidersAsync(trackingNumber)).ShouldBe(["adyen"]);
    }

    [Fact]
    public async Task A_card_stored_with_an_order_pays_the_next_one_at_adyen()
    {
        var customer = $"cu.{Guid.NewGuid():n}";
        var first = JsonNode.Parse(Merchant.Order(Cards.Frictionless, provider: "adyen"))!;
        first["order"]!["customer"]!["customerUrn"] = customer;
        first["paymentMethod"]!["storeMethodSuccessPayment"] = "always";
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(first.ToJsonString()), "CHECK_OUT_DONE");
        using var list = await system.Merchant.GetAsync($"/api/c2a/customer/payment/methods/list?c={customer}");
        var stored = JsonNode.Parse(await list.Content.ReadAsStringAsync(Cancelled))!["paymentMethods"]!.AsArray().ShouldHaveSingleItem()!;

        var next = JsonNode.Parse(Merchant.Sample("stored-card"))!;
        next["order"]!["customer"]!["customerUrn"] = customer;
        next["paymentMethod"]!["creditCard"]!["storedMethodUrn"] = stored["paymentMethodUrn"]!.GetValue<string>();
        var trackingNumber = await system.Merchant.SubmitAsync(next.ToJsonString());

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
        (await ProvidersAsync(trackingNumber)).ShouldBe(["adyen"]);
    }

    [Fact]
    public async Task A_declined_card_ends_failed_with_its_reason_and_uncharged()
    {
        var trackingNumber = await SubmitAsync(Cards.Declined);
        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("CARD_DECLINED");
        (await LedgerAsync(trackingNumber)).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task An_approved_challenge_ends_done_and_charged_once_in_either_way_back(string method)
    {
        var trackingNumber = await SubmitAsync(Cards.Challenge);
        var back = await AnswerAsync(trackingNumber, "approve");

        using var http = new HttpClient();
        using var page = method is "GET" ? await http.GetAsync(back, Cancelled) : await PostAsync(http, back);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Payment");

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task A_rejected_challenge_ends_failed_and_uncharged()
    {
        var trackingNumber = await SubmitAsync(Cards.Challenge);

        (await Shopper.ReturnAsync(await AnswerAsync(trackingNumber, "reject"))).ShouldContain("Payment not completed");

        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("AUTHENTICATION_FAILED");
        (await LedgerAsync(trackingNumber)).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_redirect_result_that_adyen_does_not_know_leaves_the_challenge_open()
    {
        var trackingNumber = await SubmitAsync(Cards.Challenge);
        var back = await AnswerAsync(trackingNumber, "approve");
        var forged = new Uri(back.AbsoluteUri.Split("&redirectResult=")[0] + "&redirectResult=Xforged");

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using (await http.GetAsync(forged, Cancelled))
        {
            await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        }

        (await LedgerAsync(trackingNumber)).ShouldBe(Nothing);
        await Shopper.ReturnAsync(back);
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task A_capture_that_fails_later_ends_failed_and_nothing_stays_held()
    {
        var trackingNumber = await SubmitAsync(Cards.FailsAtCapture);
        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("CAPTURE_FAILED");
        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == Nothing);
    }

    [Fact]
    public async Task A_captured_order_that_cannot_be_delivered_is_refunded()
    {
        var trackingNumber = await SubmitAsync(Cards.Challenge);
        var back = await AnswerAsync(trackingNumber, "approve");
        await Reservations.LoseAsync(system, trackingNumber);
        await Shopper.ReturnAsync(back);

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == GivenBack);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<string> SubmitAsync(string card) => system.Merchant.SubmitAsync(Merchant.Order(card, provider: "adyen"));

    private Task<LedgerTotals> LedgerAsync(string trackingNumber) => Ledger.OfAsync(system.Psps, trackingNumber);

    private async Task<Uri> AnswerAsync(string trackingNumber, string outcome)
    {
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        return await Shopper.AnswerAtTheBankAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), outcome);
    }

    // A bank that comes back by POST brings what it has to say in a form.
    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, Uri back)
    {
        var parts = back.AbsoluteUri.Split("&redirectResult=");
        using var form = new FormUrlEncodedContent([new("redirectResult", parts[1])]);
        return await http.PostAsync(new Uri(parts[0]), form, Cancelled);
    }

    private async Task<List<string>> ProvidersAsync(string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = system.Psps };
        var page = JsonNode.Parse(await http.GetStringAsync(new Uri($"/ledger?reference={trackingNumber}", UriKind.Relative), Cancelled));
        return [.. page!["payments"]!.AsArray().Select(payment => payment!["provider"]!.GetValue<string>())];
    }
}

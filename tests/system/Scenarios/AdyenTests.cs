using System.Text.Json;
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

    [Theory]
    [InlineData("approve", "CHECK_OUT_DONE")]
    [InlineData("reject", "CHECK_OUT_FAILED")]
    public async Task A_fingerprint_and_a_challenge_within_the_shops_page_end_as_the_shopper_decided(string outcome, string end)
    {
        var body = JsonNode.Parse(Merchant.Order(Cards.Challenge, provider: "adyen"))!;
        body["paymentMethod"]!["browser"] = JsonSerializer.SerializeToNode(new
        {
            acceptHeader = "text/html", userAgent = "Mozilla/5.0 (tests)", language = "de-AT", colorDepth = 24, screenWidth = 1920,
            screenHeight = 1080, timeZoneOffset = -60, javaEnabled = false,
        });
        var trackingNumber = await system.Merchant.SubmitAsync(body.ToJsonString());
        var fingerprint = await ShownAsync(trackingNumber, "threeDSMethodData");

        var method = await Shopper.SubmitAsync(fingerprint, "step");
        (await Shopper.SubmitAsync(method.Html, "back", method.Page)).Html.ShouldContain("Nothing is to be done here.");
        var challenge = await ShownAsync(trackingNumber, "creq");
        var question = await Shopper.SubmitAsync(challenge, "step");
        var decided = await Shopper.PostAsync(new Uri(question.Page.AbsoluteUri[..^"/challenge".Length]), ("outcome", outcome));
        await Shopper.SubmitAsync(decided.Html, "back", decided.Page);

        await system.Merchant.UntilAsync(trackingNumber, end);
        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == (outcome is "approve" ? ChargedOnce : Nothing));
    }

    [Fact]
    public async Task A_challenge_that_is_reached_by_a_form_ends_done_and_charged_once()
    {
        var trackingNumber = await SubmitAsync(Cards.ChallengeByForm);
        var question = await Shopper.SubmitAsync(await ShownAsync(trackingNumber, "PaReq"), "step");
        var page = new Uri(question.Page.AbsoluteUri[..^"/form".Length]);
        await Shopper.ReturnAsync(await Shopper.AnswerAtTheBankAsync(page.AbsoluteUri, "approve"));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<string> SubmitAsync(string card) => system.Merchant.SubmitAsync(Merchant.Order(card, provider: "adyen"));

    /// <summary>The page that the shop is asked to show, once it has a field of this name.</summary>
    private async Task<string> ShownAsync(string trackingNumber, string field)
    {
        string? html = null;
        await Eventually.HoldsAsync(async () =>
        {
            var status = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
            html = (string?)status["redirectInstructions"]!["htmlContent"];
            return html?.Contains($"name=\"{field}\"", StringComparison.Ordinal) is true;
        });
        return html.ShouldNotBeNull();
    }

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

using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>A shopper in a real browser.</summary>
public sealed class BrowserTests(LocalSystem system)
{
    [Theory]
    [InlineData("#approve", "Payment confirmed", "CHECK_OUT_DONE")]
    [InlineData("#reject", "Payment not completed", "CHECK_OUT_FAILED")]
    public async Task A_challenge_is_answered_with_one_click(string button, string heading, string messageCode)
    {
        await using var browser = await ShopperBrowser.OpenAsync();
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        var page = browser.Page;
        await page.GotoAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>());
        (await page.ContentAsync()).ShouldContain("14.99");
        await page.ClickAsync(button);

        (await page.Locator("h1").TextContentAsync()).ShouldBe(heading);
        new Uri(page.Url).AbsolutePath.ShouldBe($"/api/c2a/offer/checkout/{trackingNumber}/return/1");
        await system.Merchant.UntilAsync(trackingNumber, messageCode);
    }

    [Fact]
    public async Task A_card_typed_into_the_payment_page_passes_the_bank_and_ends_at_the_shop()
    {
        await using var browser = await ShopperBrowser.OpenAsync();
        var shop = new Uri(system.Api, "/readyz").AbsoluteUri; // any page that is there
        var reference = Guid.NewGuid().ToString();
        var store = new UrbItStore(system.Api);
        var created = await store.CreatedAsync(UrbItStore.Order(reference, shop));

        var page = browser.Page;
        await page.GotoAsync(created["checkout_url"]!.GetValue<string>());
        (await page.ContentAsync()).ShouldContain("9.00 EUR");
        await page.FillAsync("#number", "4000 0000 0000 0002");
        await page.FillAsync("#holder", "Bengt Bengtsson");
        await page.FillAsync("#month", "12");
        await page.FillAsync("#year", "2031");
        await page.FillAsync("#cvc", "737");
        await page.ClickAsync("#pay");
        (await page.Locator(".wrong").TextContentAsync()).ShouldNotBeNullOrEmpty();
        (await page.InputValueAsync("#number")).ShouldBeEmpty();

        await page.FillAsync("#number", Cards.Challenge);
        await page.FillAsync("#holder", "Bengt Bengtsson");
        await page.FillAsync("#month", "12");
        await page.FillAsync("#year", "2031");
        await page.FillAsync("#cvc", "737");
        await page.ClickAsync("#pay");
        await page.ClickAsync("#approve");

        page.Url.ShouldStartWith(shop);
        await store.UntilAsync(reference, "COMPLETE");
    }
}

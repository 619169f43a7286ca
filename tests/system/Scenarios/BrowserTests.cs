using Checkout.SystemTests.Hosting;
using Microsoft.Playwright;

namespace Checkout.SystemTests.Scenarios;

/// <summary>A shopper in a real browser.</summary>
public sealed class BrowserTests(LocalSystem system)
{
    private const string Chromium = "/usr/bin/chromium";

    [Theory]
    [InlineData("#approve", "Payment confirmed", "CHECK_OUT_DONE")]
    [InlineData("#reject", "Payment not completed", "CHECK_OUT_FAILED")]
    public async Task A_challenge_is_answered_with_one_click(string button, string heading, string messageCode)
    {
        Assert.SkipUnless(File.Exists(Chromium), $"Needs {Chromium} (apt-get install chromium).");
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
        });

        var page = await browser.NewPageAsync();
        await page.GotoAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>());
        (await page.ContentAsync()).ShouldContain("14.99");
        await page.ClickAsync(button);

        (await page.Locator("h1").TextContentAsync()).ShouldBe(heading);
        new Uri(page.Url).AbsolutePath.ShouldBe($"/api/c2a/offer/checkout/{trackingNumber}/return/1");
        await system.Merchant.UntilAsync(trackingNumber, messageCode);
    }
}

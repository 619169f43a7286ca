using Microsoft.Playwright;

namespace Checkout.SystemTests.Hosting;

/// <summary>A real browser (Debian's Chromium).</summary>
internal sealed class ShopperBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private ShopperBrowser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Opens one; the test is skipped where there is none.</summary>
    public static async Task<ShopperBrowser> OpenAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"Needs {Chromium} (apt-get install chromium).");
        var driver = await Playwright.CreateAsync();
        var chromium = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
        });
        return new ShopperBrowser(driver, chromium, await chromium.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

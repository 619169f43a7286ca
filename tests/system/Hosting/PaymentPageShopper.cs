using System.Net;
using System.Text.RegularExpressions;

namespace Checkout.SystemTests.Hosting;

/// <summary>A shopper at the page on which sessions are paid by card, without the browser: what the form would send.</summary>
internal static partial class PaymentPageShopper
{
    /// <summary>Types a card and presses the button.</summary>
    /// <returns>The page, or where the browser is sent.</returns>
    public static async Task<(string Html, Uri? Location)> PayAsync(
        string pageUrl, string cardNumber, string holder = "Bengt Bengtsson")
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var page = await http.GetStringAsync(new Uri(pageUrl), TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(
        [
            new("version", Version().Match(page).Groups["version"].Value),
            new("number", cardNumber),
            new("holder", holder),
            new("month", "12"),
            new("year", "2031"),
            new("cvc", "737"),
        ]);
        using var response = await http.PostAsync(new Uri(pageUrl), form, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (html, response.StatusCode is HttpStatusCode.SeeOther ? response.Headers.Location : null);
    }

    [GeneratedRegex("name=\"version\" value=\"(?<version>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Version();
}

using System.Net;

namespace Checkout.SystemTests.Hosting;

/// <summary>A shopper's browser at the bank's challenge page, without the browser: what the page's form would send.</summary>
internal static class Shopper
{
    /// <summary>Answers the challenge and follows the way back.</summary>
    /// <returns>The page that the shopper ends on.</returns>
    public static async Task<string> AnswerAsync(string challengeUrl, string outcome) =>
        await ReturnAsync(await AnswerAtTheBankAsync(challengeUrl, outcome));

    /// <summary>Answers the challenge and goes nowhere.</summary>
    /// <returns>Where the bank sends the browser.</returns>
    public static Task<Uri> AnswerAtTheBankAsync(string challengeUrl, string outcome) => AnswerAsync(challengeUrl, [new("outcome", outcome)]);

    /// <summary>Decides on PayPal's page with an account of PayPal's, and goes nowhere.</summary>
    /// <returns>Where PayPal sends the browser.</returns>
    public static Task<Uri> DecideAtPayPalAsync(string approvalUrl, string outcome, string buyer) =>
        AnswerAsync(approvalUrl, [new("outcome", outcome), new("buyer", buyer)]);

    private static async Task<Uri> AnswerAsync(string challengeUrl, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent(fields);
        using var answered = await http.PostAsync(new Uri(challengeUrl), form, TestContext.Current.CancellationToken);
        answered.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answered.Headers.Location.ShouldNotBeNull();
    }

    /// <summary>Comes back from the bank.</summary>
    /// <returns>The page that the shopper ends on.</returns>
    public static async Task<string> ReturnAsync(Uri location)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(location, TestContext.Current.CancellationToken);
    }
}

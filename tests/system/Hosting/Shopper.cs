using System.Net;
using System.Text.RegularExpressions;

namespace Checkout.SystemTests.Hosting;

/// <summary>A shopper's browser at the bank's challenge page, without the browser: what the page's form would send.</summary>
internal static partial class Shopper
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

    /// <summary>Sends a form of a page, as its script or its button would.</summary>
    /// <returns>The page that comes.</returns>
    public static Task<(string Html, Uri Page)> SubmitAsync(string html, string id, Uri? page = null)
    {
        var form = Form().Matches(html).Single(it => it.Value.Contains($"id=\"{id}\"", StringComparison.Ordinal));
        var action = WebUtility.HtmlDecode(form.Groups["action"].Value);
        return PostAsync(
            page is null ? new Uri(action) : new Uri(page, action),
            [.. Input().Matches(form.Value).Select(it => (it.Groups["name"].Value, WebUtility.HtmlDecode(it.Groups["value"].Value)))]);
    }

    /// <summary>Posts fields.</summary>
    /// <returns>The page that comes.</returns>
    public static async Task<(string Html, Uri Page)> PostAsync(Uri page, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await http.PostAsync(page, content, TestContext.Current.CancellationToken);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), page);
    }

    /// <summary>Comes back from the bank.</summary>
    /// <returns>The page that the shopper ends on.</returns>
    public static async Task<string> ReturnAsync(Uri location)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(location, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<form [^>]*action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();

    [GeneratedRegex("<input [^>]*name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Input();
}

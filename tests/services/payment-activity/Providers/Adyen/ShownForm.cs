using System.Net;
using System.Text.RegularExpressions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

/// <summary>A form in a page, as a browser reads it.</summary>
internal sealed partial record ShownForm(Uri Action, Dictionary<string, string> Fields)
{
    public static ShownForm Read(string? html, string id, Uri? page = null)
    {
        var form = Form().Matches(html.ShouldNotBeNull()).Single(it => it.Value.Contains($"id=\"{id}\"", StringComparison.Ordinal));
        var action = WebUtility.HtmlDecode(form.Groups["action"].Value);
        return new(
            page is null ? new Uri(action) : new Uri(page, action),
            Input().Matches(form.Value).ToDictionary(
                it => WebUtility.HtmlDecode(it.Groups["name"].Value),
                it => WebUtility.HtmlDecode(it.Groups["value"].Value),
                StringComparer.Ordinal));
    }

    /// <summary>Sends it.</summary>
    /// <returns>The page that comes.</returns>
    public async Task<string> SubmitAsync()
    {
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(Fields);
        using var response = await http.PostAsync(Action, content, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<form [^>]*action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();

    [GeneratedRegex("<input [^>]*name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Input();
}

using System.Net;
using System.Text.RegularExpressions;

namespace Checkout.Local.Run.Demo;

/// <summary>The form of an access control server's page.</summary>
/// <param name="Action">Where it is posted.</param>
/// <param name="Fields">Its hidden fields.</param>
internal sealed partial record ChallengeForm(Uri Action, IReadOnlyDictionary<string, string> Fields)
{
    private const int TimeLimitMilliseconds = 1000;

    /// <summary>Finds the first form of a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="page">Its address, from which a relative action starts; a form without action is posted to the page itself.</param>
    /// <returns>Null when the page has no form.</returns>
    public static ChallengeForm? Find(string html, Uri page)
    {
        var form = Form().Match(html);
        if (!form.Success)
        {
            return null;
        }

        var action = Attributes(form.Groups["attributes"].Value).GetValueOrDefault("action");
        var hidden = Input().Matches(form.Groups["content"].Value)
            .Select(input => Attributes(input.Groups["attributes"].Value))
            .Where(input => string.Equals(input.GetValueOrDefault("type"), "hidden", StringComparison.OrdinalIgnoreCase));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in hidden)
        {
            if (input.TryGetValue("name", out var name))
            {
                fields[name] = input.GetValueOrDefault("value", string.Empty);
            }
        }

        return new ChallengeForm(string.IsNullOrEmpty(action) ? page : new Uri(page, action), fields);
    }

    private static Dictionary<string, string> Attributes(string text)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Attribute().Matches(text))
        {
            attributes.TryAdd(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value));
        }

        return attributes;
    }

    [GeneratedRegex(
        "<form(?<attributes>\\s[^>]*)?>(?<content>.*?)</form>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        TimeLimitMilliseconds)]
    private static partial Regex Form();

    [GeneratedRegex("<input(?<attributes>\\s[^>]*)>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeLimitMilliseconds)]
    private static partial Regex Input();

    [GeneratedRegex(
        "(?<name>[\\w-]+)\\s*=\\s*(\"(?<value>[^\"]*)\"|'(?<value>[^']*)'|(?<value>[^\\s\"'>]+))",
        RegexOptions.ExplicitCapture,
        TimeLimitMilliseconds)]
    private static partial Regex Attribute();
}

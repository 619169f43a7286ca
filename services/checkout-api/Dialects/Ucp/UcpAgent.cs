using System.Text.RegularExpressions;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>
/// The header <c>UCP-Agent</c>, an RFC 8941 dictionary: <c>profile="https://platform.example/profile"</c>. Platforms are known by the API key
/// that they were given, and speak this version; their profiles are not fetched. One that names another version beside its profile, as some
/// clients do, is refused.
/// </summary>
internal static partial class UcpAgent
{
    private const string Header = "UCP-Agent";
    private const int LongestHeader = 2_048;

    /// <summary>Refuses a request without a usable header.</summary>
    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var headers = invocation.HttpContext.Request.Headers;
        if (Read(headers[Header].ToString()) is not { } members
            || !members.TryGetValue("profile", out var profile) || !IsProfile(profile))
        {
            return UcpProblem.Of(
                StatusCodes.Status400BadRequest,
                "invalid_profile_url",
                $"The header {Header} has to name the platform's profile: profile=\"https://…\".");
        }

        return members.TryGetValue("version", out var version) && !string.Equals(version, UcpProtocol.Version, StringComparison.Ordinal)
            ? UcpProblem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "version_unsupported",
                $"This business supports version {UcpProtocol.Version} of the protocol.")
            : await next(invocation);
    }

    /// <summary>The members of the dictionary, parameters included; null for text that is none.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string header)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (header.Length is 0 or > LongestHeader)
        {
            return null;
        }

        var at = 0;
        while (at < header.Length)
        {
            var member = Member().Match(header, at);
            if (!member.Success)
            {
                return null;
            }

            var text = member.Groups["text"];
            members[member.Groups["key"].Value] = text.Success ? Escape().Replace(text.Value, "${it}") : member.Groups["token"].Value;
            at = member.Index + member.Length;
        }

        return members;
    }

    // Profiles are public; only those of a machine's own need no TLS.
    private static bool IsProfile(string profile) =>
        Uri.TryCreate(profile, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
        && (IsOf(Uri.UriSchemeHttps, url) || (IsOf(Uri.UriSchemeHttp, url) && url.IsLoopback));

    private static bool IsOf(string scheme, Uri url) => string.Equals(url.Scheme, scheme, StringComparison.Ordinal);

    [GeneratedRegex(
        """\G[ \t]*(?<key>[a-z*][a-z0-9_.*-]*)(?:=(?:"(?<text>(?:[^"\\]|\\["\\])*)"|(?<token>[^\s;,"=]+)))?[ \t]*(?:[;,]|\z)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Member();

    [GeneratedRegex("""\\(?<it>["\\])""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Escape();
}

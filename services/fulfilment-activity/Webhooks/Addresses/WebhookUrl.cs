using System.Net;

namespace Checkout.Fulfilment.Webhooks.Addresses;

/// <summary>
/// What a merchant's URL must be like before it is stored. Where its name leads is checked with every connection, see
/// <see cref="GuardedConnections"/>; here is said at once what can never work.
/// </summary>
internal static class WebhookUrl
{
    private const int MaxLength = 2048;

    private static readonly string[] PrivateNames = ["localhost", "local", "internal", "home.arpa"];

    /// <summary>Checks a URL.</summary>
    /// <returns>The problem, for the merchant; null when it may be used.</returns>
    public static string? ProblemOf(string? url, WebhookOptions options)
    {
        if (string.IsNullOrWhiteSpace(url) || url.Length > MaxLength || !Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return $"Required; an absolute URL of at most {MaxLength} characters.";
        }

        if (address.Scheme is not "https" && !(options.AllowLocal && address.Scheme is "http"))
        {
            return "Must be https.";
        }

        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            return "Must have neither a user name nor a fragment.";
        }

        if (!options.AllowLocal && !options.Ports.Contains(address.Port))
        {
            return $"The port must be one of {string.Join(", ", options.Ports)}.";
        }

        return LeadsOutside(address, options) ? null : "Must be a public address.";
    }

    private static bool LeadsOutside(Uri address, WebhookOptions options)
    {
        if (IPAddress.TryParse(address.DnsSafeHost, out var literal))
        {
            return PublicAddress.IsPublic(literal) || (options.AllowLocal && PublicAddress.IsLocal(literal));
        }

        var name = address.IdnHost.TrimEnd('.');
        return options.AllowLocal || (name.Contains('.', StringComparison.Ordinal) && !PrivateNames.Any(suffix =>
            name.Equals(suffix, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase)));
    }
}

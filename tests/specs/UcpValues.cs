using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Tests.Specifications;

/// <summary>Values as the protocol writes them.</summary>
internal static partial class UcpValues
{
    public const string SpokenVersion = "2026-04-08";

    public static void Envelope(JsonNode? ucp, string capability)
    {
        Text(ucp!["version"]).ShouldBe(SpokenVersion);
        Text(ucp["status"]).ShouldBe("success");
        IsAmong(capability, ucp["capabilities"]!.AsObject().Select(entry => entry.Key));
    }

    public static void IsAmong(string value, IEnumerable<string> allowed) =>
        allowed.Contains(value, StringComparer.Ordinal).ShouldBeTrue($"'{value}' is none of {string.Join(", ", allowed)}");

    public static void Each(JsonNode? array, Action<JsonNode> check)
    {
        foreach (var element in array?.AsArray() ?? [])
        {
            check(element.ShouldNotBeNull());
        }
    }

    public static string Text(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : string.Empty;

    public static long Number(JsonNode? node) => node.ShouldNotBeNull().GetValue<long>();

    public static void Time(JsonNode? node) => DateTimeOffset.TryParse(
        Text(node), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _).ShouldBeTrue();

    public static void IsTimeIfThere(JsonNode? node)
    {
        if (node is not null)
        {
            Time(node);
        }
    }

    public static void IsUrlIfThere(JsonNode? node)
    {
        if (node is not null)
        {
            Uri.IsWellFormedUriString(Text(node), UriKind.Absolute).ShouldBeTrue(Text(node));
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    public static partial Regex ReverseDomain();
}

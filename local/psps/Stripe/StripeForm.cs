using System.Globalization;
using System.Text.RegularExpressions;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Parameters of a POST. It may hold a card number, so it is a class that formats as nothing and it is never kept.</summary>
/// <param name="values">Names with their brackets, e.g. <c>metadata[order]</c>.</param>
internal sealed partial class StripeForm(IReadOnlyDictionary<string, string> values)
{
    private const int LongestMetadataName = 40;
    private const int LongestMetadataValue = 500;
    private const int MostMetadata = 50;

    /// <summary>No parameters.</summary>
    public static StripeForm Empty { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The parameters in an order of their own, for comparing requests.</summary>
    public IEnumerable<string> Canonical => values
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => new[] { pair.Key, pair.Value });

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="request">Form-encoded, or without a body.</param>
    /// <returns>The parameters.</returns>
    /// <exception cref="StripeException">The body is something else.</exception>
    public static async Task<StripeForm> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return request.ContentLength is null or 0
                ? Empty
                : throw StripeException.BadRequest("Send parameters as application/x-www-form-urlencoded.");
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return new StripeForm(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
    }

    /// <summary>Refuses parameters that the call does not have: a misspelt one must not pass in silence.</summary>
    /// <param name="known">Top-level names.</param>
    public void RefuseUnknown(IReadOnlySet<string> known)
    {
        foreach (var name in values.Keys)
        {
            var topLevel = name.Split('[', 2)[0];
            if (!known.Contains(topLevel))
            {
                throw StripeException.Parameter("parameter_unknown", topLevel, $"Received unknown parameter: {topLevel}");
            }
        }
    }

    /// <summary>Whether a parameter or anything nested in it was given.</summary>
    public bool Has(string name) => values.Keys.Any(key =>
        key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '['));

    /// <summary>A text; null when absent or empty, which Stripe treats alike.</summary>
    public string? Text(string name) => values.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string name) =>
        Text(name) ?? throw StripeException.Parameter("parameter_missing", name, $"Missing required param: {name}.");

    /// <summary>An integer of at least 1; null when absent.</summary>
    public long? PositiveInteger(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw StripeException.Parameter("parameter_invalid_integer", name, $"{name} must be an integer greater than 0.");
    }

    /// <summary>A boolean; false when absent.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw StripeException.Parameter("parameter_invalid_boolean", name, $"{name} must be true or false."),
    };

    /// <summary>One of a few words; null when absent.</summary>
    public string? Word(string name, params string[] allowed)
    {
        var text = Text(name);
        return text is null || allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : throw StripeException.Parameter("parameter_invalid_string", name, $"{name} must be one of {string.Join(", ", allowed)}.");
    }

    /// <summary>A list of words, each one of a few; empty when absent.</summary>
    public IReadOnlyList<string> Words(string name, params string[] allowed)
    {
        var words = values
            .Where(pair => pair.Key.StartsWith($"{name}[", StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        return words.TrueForAll(word => allowed.Contains(word, StringComparer.Ordinal))
            ? words
            : throw StripeException.Parameter(
                "parameter_invalid_string", name, $"{name} must be some of {string.Join(", ", allowed)}.");
    }

    /// <summary>An absolute http or https address; null when absent.</summary>
    public string? Url(string name)
    {
        var text = Text(name);
        return text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            ? text
            : throw StripeException.Parameter("url_invalid", name, $"{name} must be an absolute http or https URL.");
    }

    /// <summary>The merchant's own names and values, within Stripe's limits.</summary>
    public IReadOnlyDictionary<string, string> Metadata()
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (MetadataName().Match(key) is { Success: true } match && value.Length > 0)
            {
                metadata[match.Groups["name"].Value] = value;
            }
        }

        return metadata.Count <= MostMetadata
            && metadata.All(pair => pair.Key.Length <= LongestMetadataName && pair.Value.Length <= LongestMetadataValue)
            ? metadata
            : throw StripeException.Parameter("parameter_invalid_string", "metadata", "metadata has too many or too long entries.");
    }

    [GeneratedRegex(@"\Ametadata\[(?<name>[^\[\]]+)\]\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetadataName();
}

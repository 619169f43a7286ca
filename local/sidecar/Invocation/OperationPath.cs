namespace Checkout.Local.Sidecar.Invocation;

/// <summary>
/// The path in an access control operation: literal, or with a wildcard at its end: <c>/orders/*</c> is one more segment,
/// <c>/orders/**</c> any number of them.
/// </summary>
internal sealed class OperationPath
{
    private const string OneSegment = "*";
    private const string AnySegments = "**";

    private readonly string start;
    private readonly bool isDeep;
    private readonly bool isLiteral;

    /// <summary>Reads a path.</summary>
    /// <param name="text">With or without a leading slash.</param>
    public OperationPath(string text)
    {
        isDeep = text.EndsWith(AnySegments, StringComparison.Ordinal);
        isLiteral = !text.EndsWith(OneSegment, StringComparison.Ordinal);
        start = "/" + (isLiteral ? text.Trim('/') : text.TrimStart('/').TrimEnd('*'));
    }

    /// <summary>Of several paths that match, the one with the greatest number counts: the literal one, or the longest.</summary>
    public int Precision => isLiteral ? int.MaxValue : start.Length;

    /// <summary>Whether a normalised path is meant.</summary>
    public bool Matches(string operation) =>
        isLiteral ? string.Equals(operation, start, StringComparison.Ordinal)
        : operation.Length > start.Length && operation.StartsWith(start, StringComparison.Ordinal)
            && (isDeep || !operation.AsSpan(start.Length).Contains('/'));

    /// <summary>The path as the app will understand it: decoded, without empty segments, <c>.</c> and <c>..</c>.</summary>
    /// <param name="path">An encoded path.</param>
    public static string Normalise(string path)
    {
        var segments = new List<string>();
        foreach (var segment in Uri.UnescapeDataString(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment is not "." and not "..")
            {
                segments.Add(segment);
            }
            else if (segment is ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return "/" + string.Join('/', segments);
    }
}

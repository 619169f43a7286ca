namespace Checkout.Local.Sidecar.Invocation;

/// <summary>The content type that daprd puts on an answer whose callee sent none.</summary>
internal static class ContentTypes
{
    private const int LookedAt = 512;

    /// <summary>JSON on an error; otherwise what the first bytes look like.</summary>
    /// <param name="status">Status of the answer.</param>
    /// <param name="start">First bytes of the body.</param>
    /// <returns>The content type; null for an empty body without error.</returns>
    public static string? Guess(int status, ReadOnlySpan<byte> start)
    {
        if (status >= 400)
        {
            return "application/json";
        }

        if (start.IsEmpty)
        {
            return null;
        }

        foreach (var octet in start[..Math.Min(start.Length, LookedAt)])
        {
            // The control characters that the WHATWG sniffing algorithm takes as signs of binary data.
            if (octet is <= 0x08 or 0x0B or (>= 0x0E and <= 0x1A) or (>= 0x1C and <= 0x1F))
            {
                return "application/octet-stream";
            }
        }

        return "text/plain; charset=utf-8";
    }
}

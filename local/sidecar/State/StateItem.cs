using System.Globalization;

namespace Checkout.Local.Sidecar.State;

/// <summary>One write or delete as an app asks for it, over HTTP or gRPC.</summary>
/// <param name="Key">The app's own key.</param>
/// <param name="Value">New value; null deletes the key.</param>
/// <param name="Etag">ETag that the entry must have; null or empty for none.</param>
/// <param name="IsFirstWrite">Without ETag: the key must not exist.</param>
/// <param name="Metadata">Request metadata; <c>ttlInSeconds</c> has an effect.</param>
internal sealed record StateItem(
    string Key, ReadOnlyMemory<byte>? Value, string? Etag, bool IsFirstWrite, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Metadata name of the time to live.</summary>
    public const string TtlInSeconds = "ttlInSeconds";

    /// <summary>The change that the store applies.</summary>
    /// <param name="prefix">What makes the key complete.</param>
    /// <param name="now">Start of the time to live.</param>
    /// <exception cref="FormatException">The time to live is not a whole number.</exception>
    public StateChange ToChange(string prefix, DateTimeOffset now) =>
        new(prefix + Key, Value, string.IsNullOrEmpty(Etag) ? null : Etag, IsFirstWrite, Value is null ? null : ExpiresAt(now));

    private DateTimeOffset? ExpiresAt(DateTimeOffset now)
    {
        if (!Metadata.TryGetValue(TtlInSeconds, out var text) || text.Length == 0)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? seconds > 0 ? now.AddSeconds(seconds) : null
            : throw new FormatException($"{TtlInSeconds} \"{text}\" is not a whole number");
    }
}

using System.Text;

namespace Checkout.Local.Sidecar.Http;

/// <summary>
/// Reads the <c>Connection</c> header without its <c>keep-alive</c> when it names more. Kestrel keeps nothing but <c>keep-alive</c> of
/// such a header, and the sidecar must know the other names in order not to pass those headers on (RFC 9110, section 7.6.1).
/// </summary>
internal sealed class ConnectionHeader : Encoding
{
    private const string KeepAlive = "keep-alive";

    /// <summary>For <c>KestrelServerOptions.RequestHeaderEncodingSelector</c>: null for every other header.</summary>
    public static Encoding? For(string header) => header.Equals("Connection", StringComparison.OrdinalIgnoreCase) ? Instance : null;

    private static readonly ConnectionHeader Instance = new();

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => count;

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => Text(bytes.AsSpan(index, count)).Length;

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Text(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => charCount;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;

    private static string Text(ReadOnlySpan<byte> value)
    {
        var text = Latin1.GetString(value);
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.Length == 1
            ? text
            : string.Join(", ", names.Where(name => !name.Equals(KeepAlive, StringComparison.OrdinalIgnoreCase)));
    }
}

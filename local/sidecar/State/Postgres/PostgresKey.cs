using System.Text;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>Which keys PostgreSQL can hold. One that it cannot would make the whole group of transactions fail.</summary>
internal static class PostgresKey
{
    // A row of an index holds about 2,700 bytes.
    private const int MaxBytes = 2048;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the key is well-formed text without NUL and not too long for an index.</summary>
    public static bool IsStorable(string key)
    {
        try
        {
            return !key.Contains('\0') && Strict.GetByteCount(key) <= MaxBytes;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}

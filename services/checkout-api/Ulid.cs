using System.Security.Cryptography;

namespace Checkout.Api;

/// <summary>Our own identifiers: ULIDs, 48 bits of time and 80 random bits, so they sort by time and cannot be guessed.</summary>
internal static class Ulid
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    public static string New(DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var bits = (UInt128)(ulong)now.ToUnixTimeMilliseconds();
        foreach (var octet in random)
        {
            bits = (bits << 8) | octet;
        }

        return string.Create(Length, bits, static (text, value) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Crockford[(int)(value & 31)];
                value >>= 5;
            }
        });
    }
}

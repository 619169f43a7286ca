using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Checkout.Api;

/// <summary>Identifiers that become parts of keys and workflow IDs: those from outside are checked, our own are ULIDs.</summary>
internal static partial class Identifier
{
    /// <summary>What <see cref="IsValid"/> demands, for error messages.</summary>
    public const string Rule = "1 to 64 letters, digits, '.', '_' or '-'";

    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int UlidLength = 26;

    public static bool IsValid([NotNullWhen(true)] string? value) => value is not null && Pattern().IsMatch(value);

    /// <summary>A new ULID: 48 bits of time, 80 random bits, so it sorts by time and cannot be guessed.</summary>
    public static string NewUlid(DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var bits = (UInt128)(ulong)now.ToUnixTimeMilliseconds();
        foreach (var octet in random)
        {
            bits = (bits << 8) | octet;
        }

        return string.Create(UlidLength, bits, static (text, value) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Crockford[(int)(value & 31)];
                value >>= 5;
            }
        });
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

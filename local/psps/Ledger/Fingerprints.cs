using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Local.Psps.Ledger;

/// <summary>
/// Keyed hashes (HMAC-SHA256) that let the ledger recognise a card or a request again without keeping it. The key lies in the ledger file,
/// so this keeps numbers out of dumps and searches; it is not the protection of a real card vault.
/// </summary>
/// <param name="key">The ledger's random key.</param>
internal sealed class Fingerprints(byte[] key)
{
    /// <summary>Fingerprint of a sequence of texts; the boundaries between them count.</summary>
    /// <param name="parts">The texts, in order.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public string Of(params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

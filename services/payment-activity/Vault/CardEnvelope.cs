using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Vault;

/// <summary>
/// A card under AES-256-GCM. The token is the associated data, so that an envelope moved under another token does not open.
/// </summary>
/// <param name="Version">Layout of the envelope and of what is inside; 1.</param>
/// <param name="KeyId">Key that it was sealed with.</param>
/// <param name="Nonce">96 random bits.</param>
/// <param name="Ciphertext">The card as JSON, encrypted.</param>
/// <param name="Tag">128-bit authentication tag.</param>
internal sealed record CardEnvelope(int Version, string KeyId, byte[] Nonce, byte[] Ciphertext, byte[] Tag)
{
    public const int CurrentVersion = 1;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static CardEnvelope Seal(CardData card, string token, string keyId, byte[] key)
    {
        var clear = JsonSerializer.SerializeToUtf8Bytes(card, JsonSerializerOptions.Web);
        try
        {
            var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
            var ciphertext = new byte[clear.Length];
            var tag = new byte[TagBytes];
            using var aes = new AesGcm(key, TagBytes);
            aes.Encrypt(nonce, clear, ciphertext, tag, Encoding.UTF8.GetBytes(token));
            return new CardEnvelope(CurrentVersion, keyId, nonce, ciphertext, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <exception cref="CryptographicException">Changed since it was sealed, sealed for another token, or under another key.</exception>
    public CardData Open(string token, byte[] key)
    {
        if (Version != CurrentVersion)
        {
            throw new CryptographicException($"Card envelopes of version {Version} are not known.");
        }

        var clear = new byte[Ciphertext.Length];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(Nonce, Ciphertext, Tag, clear, Encoding.UTF8.GetBytes(token));
            return JsonSerializer.Deserialize<CardData>(clear, JsonSerializerOptions.Web)
                ?? throw new CryptographicException("The card envelope is empty.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }
}

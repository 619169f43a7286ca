using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Checkout.Payments.Vault;

/// <summary>
/// What is kept secret, under AES-256-GCM. The token is the associated data, so that an envelope moved under another token does not open.
/// </summary>
/// <param name="Version">Layout of the envelope and of what is inside; 1.</param>
/// <param name="KeyId">Key that it was sealed with.</param>
/// <param name="Nonce">96 random bits.</param>
/// <param name="Ciphertext">The content as JSON, encrypted.</param>
/// <param name="Tag">128-bit authentication tag.</param>
internal sealed record VaultEnvelope(int Version, string KeyId, byte[] Nonce, byte[] Ciphertext, byte[] Tag)
{
    public const int CurrentVersion = 1;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static VaultEnvelope Seal<T>(T content, string token, string keyId, byte[] key)
        where T : class
    {
        var clear = JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web);
        try
        {
            var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
            var ciphertext = new byte[clear.Length];
            var tag = new byte[TagBytes];
            using var aes = new AesGcm(key, TagBytes);
            aes.Encrypt(nonce, clear, ciphertext, tag, Encoding.UTF8.GetBytes(token));
            return new VaultEnvelope(CurrentVersion, keyId, nonce, ciphertext, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <exception cref="CryptographicException">Changed since it was sealed, sealed for another token, or under another key.</exception>
    public T Open<T>(string token, byte[] key)
        where T : class
    {
        if (Version != CurrentVersion)
        {
            throw new CryptographicException($"Vault envelopes of version {Version} are not known.");
        }

        var clear = new byte[Ciphertext.Length];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(Nonce, Ciphertext, Tag, clear, Encoding.UTF8.GetBytes(token));
            return JsonSerializer.Deserialize<T>(clear, JsonSerializerOptions.Web)
                ?? throw new CryptographicException("The vault envelope is empty.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }
}

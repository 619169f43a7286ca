using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Checkout.Local.Psps.PayPal;

/// <summary>
/// Signs what is sent and recognises it again: SHA-256 with RSA over transmission, time, subscription and the CRC-32 of the body
/// (developer.paypal.com/api/rest/webhooks/rest, self verification). The key lives as long as the process: what the merchant has not
/// acknowledged by then is signed anew.
/// </summary>
internal sealed class TransmissionSignature(TimeProvider time) : IDisposable
{
    /// <summary>Value of <c>PAYPAL-AUTH-ALGO</c>.</summary>
    public const string Algorithm = "SHA256withRSA";

    private const int Bits = 2048;

    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    private readonly Lazy<X509Certificate2> certificate = new(() => Issue(time.GetUtcNow()));

    /// <summary>The certificate that a merchant can check signatures with, PEM.</summary>
    public string Certificate => certificate.Value.ExportCertificatePem();

    /// <summary>Signs a transmission.</summary>
    /// <returns>Base64.</returns>
    public string Sign(string transmissionId, string transmissionTime, string webhookId, string body)
    {
        using var key = certificate.Value.GetRSAPrivateKey() ?? throw new InvalidOperationException("The certificate has no private key.");
        var signed = Signed(transmissionId, transmissionTime, webhookId, body);
        return Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Whether a transmission was signed here.</summary>
    public bool IsOurs(string transmissionId, string transmissionTime, string webhookId, string body, string signature)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
        {
            return false;
        }

        using var key = certificate.Value.GetRSAPublicKey() ?? throw new InvalidOperationException("The certificate has no RSA key.");
        var signed = Signed(transmissionId, transmissionTime, webhookId, body);
        return key.VerifyData(signed, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (certificate.IsValueCreated)
        {
            certificate.Value.Dispose();
        }
    }

    private static X509Certificate2 Issue(DateTimeOffset now)
    {
        using var key = RSA.Create(Bits);
        var request = new CertificateRequest("CN=Simulated PayPal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(now.AddDays(-1), now + Validity);
    }

    private static byte[] Signed(string transmissionId, string transmissionTime, string webhookId, string body) =>
        Encoding.UTF8.GetBytes($"{transmissionId}|{transmissionTime}|{webhookId}|{Crc32(Encoding.UTF8.GetBytes(body))}");

    // ISO 3309, reflected.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        const uint Polynomial = 0xEDB88320;
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }
        }

        return ~crc;
    }
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>The token of a 3-D Secure action, and what a browser brings back from one: JSON in Base64, of either alphabet.</summary>
/// <param name="Transaction">3-D Secure's identifier of the authentication.</param>
/// <param name="MethodUrl">The issuer's page that takes the device's fingerprint.</param>
/// <param name="AcsUrl">The issuer's page that challenges.</param>
/// <param name="AcsTransaction">The issuer's identifier of the challenge.</param>
/// <param name="MessageVersion">Of the protocol.</param>
/// <param name="Completion">Whether the fingerprint was taken, <c>N</c> when the shop's page has given up.</param>
/// <param name="Status">How the challenge ended, <c>Y</c> for passed.</param>
internal sealed record AdyenThreeDSToken(
    [property: JsonPropertyName("threeDSServerTransID")] string? Transaction = null,
    [property: JsonPropertyName("threeDSMethodURL")] string? MethodUrl = null,
    [property: JsonPropertyName("acsURL")] string? AcsUrl = null,
    [property: JsonPropertyName("acsTransID")] string? AcsTransaction = null,
    [property: JsonPropertyName("messageVersion")] string? MessageVersion = null,
    [property: JsonPropertyName("threeDSCompInd")] string? Completion = null,
    [property: JsonPropertyName("transStatus")] string? Status = null)
{
    /// <summary>Reads it.</summary>
    /// <returns>Null when it is none.</returns>
    public static AdyenThreeDSToken? Read(string? text)
    {
        try
        {
            var plain = text?.TrimEnd('=').Replace('+', '-').Replace('/', '_');
            return plain is null ? null : JsonSerializer.Deserialize<AdyenThreeDSToken>(Base64Url.DecodeFromChars(plain));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What Adyen is told of a fingerprint (<c>threeds2.fingerprint</c>).</summary>
    public static string FingerprintOf(string completion) => Told("threeDSCompInd", completion);

    /// <summary>What Adyen is told of a challenge (<c>threeds2.challengeResult</c>).</summary>
    public static string ChallengeResultOf(string status) => Told("transStatus", status);

    private static string Told(string name, string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value })));
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Tells whether two requests have the same content without keeping any of it: HMAC-SHA256 of the body as canonical JSON (members sorted,
/// no white space, null and absent differ) under the secret <c>idempotency-key</c>, so that a card cannot be guessed from it.
/// </summary>
internal sealed class RequestFingerprint(DaprClient dapr)
{
    private const string SecretName = "idempotency-key";

    private byte[]? key;

    public async Task<string> OfAsync(JsonElement body, CancellationToken cancellationToken)
    {
        key ??= Convert.FromBase64String(
            (await dapr.GetSecretAsync(Components.SecretStore, SecretName, cancellationToken: cancellationToken))[SecretName]);

        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using (var json = new Utf8JsonWriter(buffer))
            {
                WriteCanonical(json, body);
            }

            return Convert.ToHexStringLower(HMACSHA256.HashData(key, buffer.WrittenSpan));
        }
        finally
        {
            buffer.Clear(); // overwrites: the buffer held the card
        }
    }

    private static void WriteCanonical(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    WriteCanonical(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteCanonical(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>The answer of <c>POST /v1/oauth2/token</c> (RFC 6749, section 5.1).</summary>
/// <param name="Token">The access token.</param>
/// <param name="ExpiresIn">Seconds.</param>
internal sealed record TokenAnswer([property: JsonPropertyName("access_token")] string Token, long ExpiresIn)
{
    /// <summary>How to present it.</summary>
    public string TokenType { get; } = "Bearer";

    /// <summary>What it is good for.</summary>
    public string Scope { get; } = "https://uri.paypal.com/services/payments/payment/authcapture";
}

/// <summary>The refusal of a token (RFC 6749, section 5.2).</summary>
/// <param name="Error">For programs.</param>
internal sealed record TokenRefusal(string Error);

/// <summary>Issues access tokens and knows them again. They live in memory: after a restart every merchant has to ask anew.</summary>
internal sealed class PayPalTokens(IOptions<PayPalOptions> options, TimeProvider time)
{
    private const int TokenLength = 97;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly ConcurrentDictionary<string, DateTimeOffset> expiries = new(StringComparer.Ordinal);

    /// <summary>Issues a token for the client's credentials.</summary>
    public async Task<PayPalAnswer> IssueAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty;
        if (!IsClient(request.Headers.Authorization))
        {
            return PayPalAnswer.Of(StatusCodes.Status401Unauthorized, new TokenRefusal("invalid_client"));
        }

        if (form["grant_type"].ToString() is not "client_credentials")
        {
            return PayPalAnswer.Of(StatusCodes.Status400BadRequest, new TokenRefusal("unsupported_grant_type"));
        }

        var token = RandomNumberGenerator.GetString(Alphabet, TokenLength);
        var lifetime = options.Value.TokenLifetime;
        expiries[token] = time.GetUtcNow() + lifetime;
        return PayPalAnswer.Ok(new TokenAnswer(token, (long)lifetime.TotalSeconds));
    }

    /// <summary>Whether a call presents a token that is good.</summary>
    public bool IsGood(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given)
        && given is { Scheme: "Bearer", Parameter: { } token }
        && expiries.TryGetValue(token, out var expiry)
        && time.GetUtcNow() < expiry;

    private bool IsClient(string? authorization)
    {
        var expected = Encoding.UTF8.GetBytes($"{options.Value.ClientId}:{options.Value.ClientSecret}");
        if (!AuthenticationHeaderValue.TryParse(authorization, out var given) || given is not { Scheme: "Basic", Parameter: { } encoded })
        {
            return false;
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length)
            && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, length), expected);
    }
}

using System.Security.Cryptography;
using Checkout.Contracts.Payments;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Vault;

/// <summary>
/// Keeps a fresh card, encrypted, between the shopper's submit and the PSP's answer. PCI DSS 3.3.1 forbids to keep the security code
/// after the authorisation, so the whole entry is removed then; its time to live removes what no authorisation ever asked for.
/// </summary>
internal sealed class CardVault(DaprClient dapr, VaultKeys keys, VaultOptions options)
{
    private const string TokenPrefix = "card_";
    private const int TokenBytes = 16;

    public static bool IsToken(string? value) =>
        value is not null && value.StartsWith(TokenPrefix, StringComparison.Ordinal)
        && value.Length == TokenPrefix.Length + (2 * TokenBytes) && value.Skip(TokenPrefix.Length).All(char.IsAsciiHexDigitLower);

    public async Task<string> StoreAsync(CardData card, CancellationToken cancellationToken)
    {
        var token = TokenPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var keyId = keys.CurrentKeyId;
        var envelope = CardEnvelope.Seal(card, token, keyId, await keys.GetAsync(keyId, cancellationToken));
        if (!await dapr.TryCreateAsync(Key(token), envelope, options.TimeToLive, cancellationToken))
        {
            throw new InvalidOperationException("A fresh card token was taken already.");
        }

        return token;
    }

    /// <summary>The card, or null when the token was used, is past its time or was never given out.</summary>
    public async Task<CardData?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!IsToken(token) || await dapr.ReadAsync<CardEnvelope>(Key(token), cancellationToken) is not { } envelope)
        {
            return null;
        }

        return envelope.Open(token, await keys.GetAsync(envelope.KeyId, cancellationToken));
    }

    public Task ForgetAsync(string? token, CancellationToken cancellationToken) =>
        token is not null && IsToken(token) ? dapr.DeleteAsync(Key(token), cancellationToken) : Task.CompletedTask;

    private static string Key(string token) => $"card-{token}";
}

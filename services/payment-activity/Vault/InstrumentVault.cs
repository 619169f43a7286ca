using System.Security.Cryptography;
using Checkout.Contracts.Payments;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Vault;

/// <summary>
/// Keeps a fresh card, or what a PSP wants to know of a payer, encrypted between the shopper's submit and the PSP's answer. PCI DSS 3.3.1
/// forbids to keep the security code after the authorisation, so the whole entry is removed then; its time to live removes what no
/// authorisation ever asked for, and what a crash has left behind.
/// </summary>
internal sealed class InstrumentVault(DaprClient dapr, VaultKeys keys, VaultAudit audit, VaultOptions options)
{
    private const string Card = "card";
    private const string Payer = "payer";
    private const int TokenBytes = 16;

    public Task<string> StoreAsync(CardData card, CancellationToken cancellationToken) => HoldAsync(card, TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// Keeps a card that its shopper has handed over before it is to pay. A payment that begins at the very end of <paramref name="hold"/>
    /// still has the usual time.
    /// </summary>
    /// <param name="card">The card.</param>
    /// <param name="hold">How long it may wait for its payment to begin, see <see cref="Granted"/>.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public Task<string> HoldAsync(CardData card, TimeSpan hold, CancellationToken cancellationToken) =>
        StoreAsync(Card, card, Granted(hold) + options.TimeToLive, cancellationToken);

    public Task<string> StoreAsync(PayerData payer, CancellationToken cancellationToken) =>
        StoreAsync(Payer, payer, options.TimeToLive, cancellationToken);

    /// <summary>How much of the wish to hold a card is granted.</summary>
    public TimeSpan Granted(TimeSpan hold) => TimeSpan.FromTicks(Math.Clamp(hold.Ticks, 0, options.LongestHold.Ticks));

    /// <summary>The card, or null when the token was used, is past its time or was never given out. Each read is audited.</summary>
    public Task<CardData?> FindCardAsync(string? token, VaultReader reader, CancellationToken cancellationToken) =>
        FindAsync<CardData>(Card, token, reader, cancellationToken);

    /// <summary>The same for a payer.</summary>
    public Task<PayerData?> FindPayerAsync(string? token, VaultReader reader, CancellationToken cancellationToken) =>
        FindAsync<PayerData>(Payer, token, reader, cancellationToken);

    /// <summary>Removes whatever the instrument has here.</summary>
    public async Task ForgetAsync(PaymentInstrument instrument, CancellationToken cancellationToken)
    {
        foreach (var (kind, token) in new[] { (Card, instrument.CardToken), (Payer, instrument.PayerToken) })
        {
            if (IsToken(kind, token))
            {
                await dapr.DeleteAsync(Key(kind, token!), cancellationToken);
            }
        }
    }

    private async Task<string> StoreAsync<T>(string kind, T content, TimeSpan timeToLive, CancellationToken cancellationToken)
        where T : class
    {
        var token = $"{kind}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes))}";
        var keyId = keys.CurrentKeyId;
        var envelope = VaultEnvelope.Seal(content, token, keyId, await keys.GetAsync(keyId, cancellationToken));
        return await dapr.TryCreateAsync(Key(kind, token), envelope, timeToLive, cancellationToken)
            ? token
            : throw new InvalidOperationException("A fresh vault token was taken already.");
    }

    private async Task<T?> FindAsync<T>(string kind, string? token, VaultReader reader, CancellationToken cancellationToken)
        where T : class
    {
        if (!IsToken(kind, token) || await dapr.ReadAsync<VaultEnvelope>(Key(kind, token!), cancellationToken) is not { } envelope)
        {
            return null;
        }

        // Written before anything is opened.
        audit.Reading(kind, envelope.KeyId, reader);
        return envelope.Open<T>(token!, await keys.GetAsync(envelope.KeyId, cancellationToken));
    }

    private static bool IsToken(string kind, string? value) =>
        value is not null && value.Length == kind.Length + 1 + (2 * TokenBytes)
        && value.StartsWith(kind, StringComparison.Ordinal) && value[kind.Length] == '_'
        && value.Skip(kind.Length + 1).All(char.IsAsciiHexDigitLower);

    private static string Key(string kind, string token) => $"{kind}-{token}";
}

namespace Checkout.Payments.Vault;

/// <summary>Configuration section <c>Vault</c>.</summary>
internal sealed record VaultOptions
{
    public const string Section = "Vault";

    /// <summary>Key that new cards are encrypted under; the secret store holds it as <c>vault-key-{KeyId}</c>.</summary>
    public string KeyId { get; init; } = "1";

    /// <summary>How long a card may wait for its authorisation.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a card may be kept that its shopper has handed over before anything is paid, whatever the caller asks for.</summary>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a key read from the secret store is used before it is read again.</summary>
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromMinutes(5);
}

namespace Checkout.Fulfilment.Webhooks;

/// <summary>Configuration section <c>Webhooks</c>.</summary>
internal sealed record WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Key that new signing secrets are made from; the store <c>webhook-secrets</c> holds it as <c>webhook-key-{KeyId}</c>.</summary>
    public string KeyId { get; init; } = "1";

    /// <summary>How long the secret before a rotation signs too.</summary>
    public TimeSpan SecretOverlap { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many messages may be on their way to one webhook.</summary>
    public int MostAtOnce { get; init; } = 20;

    /// <summary>How long events and what became of them are kept; longer than the tries take (four days).</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many webhooks a tenant may have.</summary>
    public int MaxPerTenant { get; init; } = 20;

    /// <summary>Ports that a URL may name.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [443, 8443];

    /// <summary>For development: URLs may also be http, name any port, and lead to this machine.</summary>
    public bool AllowLocal { get; init; }
}

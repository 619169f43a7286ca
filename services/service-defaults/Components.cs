namespace Checkout.ServiceDefaults;

/// <summary>Names of the Dapr components. Every folder below <c>components/</c> defines them, whatever stands behind.</summary>
public static class Components
{
    /// <summary>State store with transactions and ETags; also holds the workflows.</summary>
    public const string StateStore = "statestore";

    /// <summary>Broker that carries events between the services.</summary>
    public const string PubSub = "pubsub";

    /// <summary>Tenants, API-key hashes, PSP secrets, vault keys.</summary>
    public const string SecretStore = "secretstore";

    /// <summary>Keys that webhook secrets are made from; apart, because no other service needs them and this one no others.</summary>
    public const string WebhookSecrets = "webhook-secrets";
}

namespace Checkout.Payments.Providers.PayPal;

/// <summary>Configuration section <c>PayPal</c>. Address and credentials are in the HTTPEndpoint resource and the secret store.</summary>
internal sealed record PayPalOptions
{
    public const string Section = "PayPal";

    /// <summary>Name of the Dapr HTTPEndpoint resource.</summary>
    public string Endpoint { get; init; } = "psp-paypal";

    /// <summary>Secret with the client id of the REST app.</summary>
    public string ClientIdSecret { get; init; } = "paypal-client-id";

    /// <summary>Secret with its client secret.</summary>
    public string ClientSecretSecret { get; init; } = "paypal-client-secret";

    /// <summary>
    /// PayPal's identifier of our subscription to its events, as the developer dashboard shows it; while one follows another, both, with a
    /// space in between.
    /// </summary>
    public string WebhookId { get; init; } = "5LOCALCHECKOUT0001";

    /// <summary>How long after our time-out a call may still take effect at PayPal.</summary>
    public TimeSpan SettleDelay { get; init; } = TimeSpan.FromMinutes(1);
}

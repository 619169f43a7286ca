namespace Checkout.Payments.Providers.Stripe;

/// <summary>Configuration section <c>Stripe</c>. Address and secret key are in the HTTPEndpoint resource, not here.</summary>
internal sealed record StripeOptions
{
    public const string Section = "Stripe";

    /// <summary>Name of the Dapr HTTPEndpoint resource.</summary>
    public string Endpoint { get; init; } = "psp-stripe";

    /// <summary>
    /// Secret with the keys that sign events (<c>whsec_…</c>), as the Dashboard shows them; during a rotation several, with spaces in
    /// between.
    /// </summary>
    public string WebhookSecret { get; init; } = "stripe-webhook-secret";

    /// <summary>
    /// How far Stripe's search may lag behind: normally under a minute (docs.stripe.com/search, data freshness).
    /// </summary>
    public TimeSpan SearchDelay { get; init; } = TimeSpan.FromMinutes(1);
}

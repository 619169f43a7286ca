namespace Checkout.Payments.Providers.Stripe;

/// <summary>Configuration section <c>Stripe</c>. Address and secret key are in the HTTPEndpoint resource, not here.</summary>
internal sealed record StripeOptions
{
    public const string Section = "Stripe";

    /// <summary>Name of the Dapr HTTPEndpoint resource.</summary>
    public string Endpoint { get; init; } = "psp-stripe";

    /// <summary>
    /// How far Stripe's search may lag behind: normally under a minute (docs.stripe.com/search, data freshness).
    /// </summary>
    public TimeSpan SearchDelay { get; init; } = TimeSpan.FromMinutes(1);
}

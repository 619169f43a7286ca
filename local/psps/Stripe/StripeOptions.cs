namespace Checkout.Local.Psps.Stripe;

/// <summary>Settings of the Stripe-shaped PSP, section <c>Stripe</c>.</summary>
internal sealed class StripeOptions
{
    /// <summary>Secret key that callers must present. The default is for local development only and opens nothing real.</summary>
    public string ApiKey { get; init; } = "sk_test_local_checkout";
}

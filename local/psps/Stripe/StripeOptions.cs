namespace Checkout.Local.Psps.Stripe;

/// <summary>
/// Settings of the Stripe-shaped PSP, section <c>Stripe</c>. The secrets are for local development only and open nothing real.
/// </summary>
internal sealed class StripeOptions
{
    /// <summary>Secret key that callers must present.</summary>
    public string ApiKey { get; init; } = "sk_test_local_checkout";

    /// <summary>Where events go; null sends none.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Secret of the events' signatures; during a rotation several, with spaces in between.</summary>
    public string WebhookSecret { get; init; } = "whsec_local_checkout";

    /// <summary>How long a bank takes to say what became of a direct debit or of a refund.</summary>
    public TimeSpan SettlementDelay { get; init; } = TimeSpan.FromSeconds(2);
}

namespace Checkout.Local.Psps.PayPal;

/// <summary>
/// Settings of the PayPal-shaped PSP, section <c>PayPal</c>. The secrets are for local development only and open nothing real.
/// </summary>
internal sealed class PayPalOptions
{
    /// <summary>User name of the token call.</summary>
    public string ClientId { get; init; } = "AYPal-test-local-checkout";

    /// <summary>Password of the token call.</summary>
    public string ClientSecret { get; init; } = "EPal-test-local-checkout";

    /// <summary>How long an access token is good for.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(9);

    /// <summary>Where notifications go; null sends none.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>PayPal's identifier of that subscription; it is part of what is signed.</summary>
    public string WebhookId { get; init; } = "5LOCALCHECKOUT0001";

    /// <summary>How long a bank takes over a capture that is pending.</summary>
    public TimeSpan ClearingDelay { get; init; } = TimeSpan.FromSeconds(2);
}

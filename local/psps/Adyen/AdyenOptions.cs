namespace Checkout.Local.Psps.Adyen;

/// <summary>
/// Settings of the Adyen-shaped PSP, section <c>Adyen</c>. The secrets are for local development only and open nothing real.
/// </summary>
internal sealed class AdyenOptions
{
    /// <summary>Value of <c>X-API-Key</c> that callers must present.</summary>
    public string ApiKey { get; init; } = "AQE_test_local_checkout";

    /// <summary>The one merchant account.</summary>
    public string MerchantAccount { get; init; } = "CheckoutLocal";

    /// <summary>Where notifications go; null sends none.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Key of the notifications' signatures, hexadecimal.</summary>
    public string HmacKey { get; init; } = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

    /// <summary>How long the bank takes over a direct debit.</summary>
    public TimeSpan SettlementDelay { get; init; } = TimeSpan.FromSeconds(2);
}

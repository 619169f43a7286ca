namespace Checkout.Payments.Providers.Adyen;

/// <summary>Configuration section <c>Adyen</c>. Address and API key are in the HTTPEndpoint resource, not here.</summary>
internal sealed record AdyenOptions
{
    public const string Section = "Adyen";

    /// <summary>Name of the Dapr HTTPEndpoint resource.</summary>
    public string Endpoint { get; init; } = "psp-adyen";

    /// <summary>Adyen's name of the merchant.</summary>
    public string MerchantAccount { get; init; } = "CheckoutLocal";

    /// <summary>
    /// Secret with the keys that sign notifications, hexadecimal, as the Customer Area shows them; during a rotation several, with spaces
    /// in between.
    /// </summary>
    public string HmacSecret { get; init; } = "adyen-hmac-key";

    /// <summary>Currency in which a card is checked with an amount of zero.</summary>
    public string VerificationCurrency { get; init; } = "EUR";

    /// <summary>
    /// Adyen demands an address to come back to even for a card that is only checked. No shopper is ever sent there: a card that needs a
    /// challenge is not kept.
    /// </summary>
    public string VerificationReturnUrl { get; init; } = "https://checkout.invalid/";
}

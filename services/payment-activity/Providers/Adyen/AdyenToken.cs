using System.Diagnostics.CodeAnalysis;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>A stored card at Adyen, which is good only together with the shopper's reference under which it was stored.</summary>
/// <param name="ShopperReference">The reference.</param>
/// <param name="StoredPaymentMethodId">Adyen's token.</param>
internal sealed record AdyenToken(string ShopperReference, string StoredPaymentMethodId)
{
    private const char Separator = '/';

    public static bool TryParse(string? text, [NotNullWhen(true)] out AdyenToken? token)
    {
        var at = text?.LastIndexOf(Separator) ?? -1;
        token = text is null || at < 0 ? null : new AdyenToken(text[..at], text[(at + 1)..]);
        return token is not null;
    }

    /// <summary>The token of an answer; null when it stored nothing.</summary>
    public static string? Of(AdyenPaymentResponse response) =>
        response.AdditionalData?.GetValueOrDefault("tokenization.storedPaymentMethodId") is { } id
        && response.AdditionalData.GetValueOrDefault("tokenization.shopperReference") is { } shopper
            ? new AdyenToken(shopper, id).ToString()
            : null;

    public override string ToString() => $"{ShopperReference}{Separator}{StoredPaymentMethodId}";
}

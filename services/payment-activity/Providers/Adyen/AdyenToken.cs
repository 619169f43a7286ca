using System.Diagnostics.CodeAnalysis;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>A stored card at Adyen, which is good only together with the shopper's reference under which it was stored.</summary>
/// <param name="ShopperReference">The reference.</param>
/// <param name="StoredPaymentMethodId">Adyen's token.</param>
internal sealed record AdyenToken(string ShopperReference, string StoredPaymentMethodId)
{
    private const char Separator = '/';
    private const string ContractId = "recurring.recurringDetailReference";
    private const string ContractShopper = "recurring.shopperReference";

    public static bool TryParse(string? text, [NotNullWhen(true)] out AdyenToken? token)
    {
        var at = text?.LastIndexOf(Separator) ?? -1;
        token = text is null || at < 0 ? null : new AdyenToken(text[..at], text[(at + 1)..]);
        return token is not null;
    }

    /// <summary>The token that an answer or a notification of an authorisation tells, by either of its names; null for none.</summary>
    public static string? Of(IReadOnlyDictionary<string, string>? additionalData)
    {
        var id = additionalData?.GetValueOrDefault("tokenization.storedPaymentMethodId") ?? additionalData?.GetValueOrDefault(ContractId);
        var shopper = additionalData?.GetValueOrDefault("tokenization.shopperReference")
            ?? additionalData?.GetValueOrDefault(ContractShopper);
        return id is null || shopper is null ? null : new AdyenToken(shopper, id).ToString();
    }

    /// <summary>The token that <c>RECURRING_CONTRACT</c> tells. The shopper's reference was the order's.</summary>
    public static string OfContract(AdyenNotificationItem item) =>
        Of(item.AdditionalData)
        ?? new AdyenToken(item.MerchantReference, item.AdditionalData?.GetValueOrDefault(ContractId) ?? item.PspReference).ToString();

    public override string ToString() => $"{ShopperReference}{Separator}{StoredPaymentMethodId}";
}

namespace Checkout.Local.Psps.Adyen;

/// <summary>A modification of a payment was received.</summary>
/// <param name="MerchantAccount">The account.</param>
/// <param name="PaymentPspReference">The payment.</param>
/// <param name="PspReference">The modification.</param>
/// <param name="Reference">The merchant's own reference of the modification.</param>
/// <param name="Amount">What it is about, for captures and refunds.</param>
internal sealed record ModificationAnswer(
    string MerchantAccount, string PaymentPspReference, string PspReference, string? Reference, Amount? Amount)
{
    /// <summary>Never anything else.</summary>
    public string Status { get; } = "received";
}

/// <summary>A cancel by the merchant's own reference was received.</summary>
/// <param name="MerchantAccount">The account.</param>
/// <param name="PaymentReference">The merchant's own reference of the payment.</param>
/// <param name="PspReference">The cancel.</param>
/// <param name="Reference">The merchant's own reference of the cancel.</param>
internal sealed record CancelAnswer(string MerchantAccount, string PaymentReference, string PspReference, string? Reference)
{
    /// <summary>Never anything else.</summary>
    public string Status { get; } = "received";
}

namespace Checkout.Contracts.Payments;

/// <summary>
/// What a shopper's browser brought back from the PSP (<c>PUT /payments/{tenantId}/{trackingNumber}/return</c> of payment-activity). It is
/// the PSP's own text and holds no card data.
/// </summary>
/// <param name="RedirectResult">Value of the PSP's parameter <c>redirectResult</c>.</param>
public sealed record PaymentReturn(string RedirectResult)
{
    /// <summary>Longest value that is handed on (Adyen's own limit).</summary>
    public const int LongestRedirectResult = 20_000;
}

namespace Checkout.Contracts.Payments;

/// <summary>
/// What a shopper's browser brought back from the PSP (<c>PUT /payments/{tenantId}/{trackingNumber}/return</c> of payment-activity): the
/// few parameters that a PSP wants back from us. They are its own texts and hold no card data.
/// </summary>
/// <param name="RedirectResult">Value of the PSP's parameter <c>redirectResult</c>, after a page elsewhere.</param>
/// <param name="ThreeDSMethodData">Value of <c>threeDSMethodData</c> (EMV 3-D Secure), after the device's fingerprint.</param>
/// <param name="CRes">Value of <c>cres</c> (EMV 3-D Secure), after a challenge in the shop's own page.</param>
public sealed record PaymentReturn(string? RedirectResult = null, string? ThreeDSMethodData = null, string? CRes = null)
{
    /// <summary>Longest value that is handed on (Adyen's own limit for a redirect's result).</summary>
    public const int LongestValue = 20_000;

    /// <summary>Whether it holds something, and nothing that is too long.</summary>
    /// <returns>False for what is of no use.</returns>
    public bool IsUsable() =>
        (RedirectResult ?? ThreeDSMethodData ?? CRes) is not null
        && Array.TrueForAll([RedirectResult, ThreeDSMethodData, CRes], value => value is null or { Length: > 0 and <= LongestValue });

    /// <summary>All that came back so far: the rounds of a payment bring back one parameter each, and may be repeated late.</summary>
    /// <param name="earlier">What came before; null for nothing.</param>
    /// <returns>Both, the latest value of each.</returns>
    public PaymentReturn After(PaymentReturn? earlier) => new(
        RedirectResult ?? earlier?.RedirectResult, ThreeDSMethodData ?? earlier?.ThreeDSMethodData, CRes ?? earlier?.CRes);
}

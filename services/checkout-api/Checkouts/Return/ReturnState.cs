using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Return;

/// <summary>
/// Signs the address to which the PSP sends a shopper back, so that nobody who merely knows a tracking number can report a return. It
/// counts once for each time that the challenge is shown, see <see cref="ShopperArrivals"/>.
/// </summary>
internal sealed class ReturnState(AddressSignature signature)
{
    /// <summary>Query parameter with the signature.</summary>
    public const string Parameter = AddressSignature.Parameter;

    private const string Purpose = "return";

    /// <summary>The address, with <see cref="CheckoutOrder.AttemptPlace"/> where the number of the attempt goes.</summary>
    public async Task<string> UrlAsync(string checkoutUrl, string trackingNumber, CancellationToken cancellationToken) =>
        $"{checkoutUrl}/{trackingNumber}/return/{CheckoutOrder.AttemptPlace}"
        + $"?{Parameter}={await signature.SignAsync(Purpose, trackingNumber, cancellationToken)}";

    /// <summary>Whether we have signed the address of this order.</summary>
    public Task<bool> IsOursAsync(string trackingNumber, string? state, CancellationToken cancellationToken) =>
        signature.IsOursAsync(Purpose, trackingNumber, state, cancellationToken);
}

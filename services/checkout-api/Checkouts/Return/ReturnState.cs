using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Return;

/// <summary>
/// Signs the address to which the PSP sends a shopper back, so that nobody who merely knows a tracking number can report a return. It
/// counts once for each time that the challenge is shown, see <see cref="ShopperArrivals"/>.
/// </summary>
internal sealed class ReturnState(HashKey key)
{
    /// <summary>Query parameter with the signature.</summary>
    public const string Parameter = "state";

    private const int SignatureBytes = 16;

    /// <summary>The address, with <see cref="CheckoutOrder.AttemptPlace"/> where the number of the attempt goes.</summary>
    public async Task<string> UrlAsync(string checkoutUrl, string trackingNumber, CancellationToken cancellationToken) =>
        $"{checkoutUrl}/{trackingNumber}/return/{CheckoutOrder.AttemptPlace}"
        + $"?{Parameter}={await SignAsync(trackingNumber, cancellationToken)}";

    /// <summary>Whether we have signed the address of this order.</summary>
    public async Task<bool> IsOursAsync(string trackingNumber, string? state, CancellationToken cancellationToken)
    {
        var ours = await SignAsync(trackingNumber, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state ?? string.Empty), Encoding.UTF8.GetBytes(ours));
    }

    private async Task<string> SignAsync(string trackingNumber, CancellationToken cancellationToken)
    {
        var secret = await key.GetAsync(cancellationToken);
        var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"return:{trackingNumber}"));
        return Base64Url.EncodeToString(signature.AsSpan(0, SignatureBytes));
    }
}

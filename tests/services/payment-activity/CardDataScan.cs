using System.Text;

namespace Checkout.Services.Tests.PaymentActivity;

/// <summary>The forms in which card data could lie about: clear, hex, and base64 at each of its three alignments.</summary>
internal static class CardDataScan
{
    public static IEnumerable<string> Needles(string secret)
    {
        yield return secret;
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(secret));
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + secret));
            // Characters that depend on the neighbours of the secret are cut off at both ends.
            var end = (shift + secret.Length) % 3 == 0 ? encoded.Length : encoded.Length - 4;
            yield return encoded[(shift == 0 ? 0 : 4)..end];
        }
    }
}

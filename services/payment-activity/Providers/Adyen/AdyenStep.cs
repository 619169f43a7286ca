using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>What a shopper has to do, as far as we can bring it to a browser.</summary>
/// <param name="ResultCode">The result code that asks for it.</param>
/// <param name="Url">A page to go to.</param>
/// <param name="Html">Or a page to show.</param>
/// <param name="PaymentData">What Adyen wants back with the outcome.</param>
/// <param name="Transaction">3-D Secure's own identifier (<c>threeDSServerTransID</c>), for a step within the shop's page.</param>
internal sealed record AdyenStep(
    string ResultCode, string? Url = null, string? Html = null, string? PaymentData = null, string? Transaction = null)
{
    private const string MethodData = "threeDSMethodData";
    private const string WholeWindow = "05";

    private static readonly Dictionary<string, string> NoFields = new(StringComparer.Ordinal);

    /// <summary>Reads the action of an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="returnUrl">Where the browser comes back to; only the first answer of a payment needs it.</param>
    /// <returns>Null when there is none, or one that is of no use to us: then the order's own deadline ends the payment.</returns>
    public static AdyenStep? Of(AdyenPaymentResponse response, string? returnUrl) => (response.ResultCode, response.Action) switch
    {
        (AdyenResultCodes.RedirectShopper, { Type: "redirect", Url: { } url } action) when IsWeb(url) => action.Method is "POST"
            ? new(AdyenResultCodes.RedirectShopper, Html: ShopperForm.Page(url, action.Data ?? NoFields), PaymentData: action.PaymentData)
            : new(AdyenResultCodes.RedirectShopper, url, PaymentData: action.PaymentData),
        (AdyenResultCodes.IdentifyShopper, { Type: "threeDS2", Token: { } token } action) when returnUrl is not null =>
            Fingerprint(AdyenThreeDSToken.Read(token), action.PaymentData, returnUrl),
        (AdyenResultCodes.ChallengeShopper, { Type: "threeDS2", Token: { } token } action) =>
            Challenge(AdyenThreeDSToken.Read(token), action.PaymentData),
        _ => null,
    };

    /// <summary>How far a step is on its way: a fingerprint comes before a challenge.</summary>
    [JsonIgnore]
    public int Rank => AdyenResultCodes.Rank(ResultCode);

    // Without a page for its fingerprint, the issuer is told that there is none.
    private static AdyenStep? Fingerprint(AdyenThreeDSToken? token, string? paymentData, string returnUrl)
    {
        if (token is not { Transaction: { } transaction })
        {
            return null;
        }

        var step = new AdyenStep(AdyenResultCodes.IdentifyShopper, PaymentData: paymentData, Transaction: transaction);
        if (token.MethodUrl is not { } url || !IsWeb(url))
        {
            return step;
        }

        var asked = Encoded(new { threeDSMethodNotificationURL = returnUrl, threeDSServerTransID = transaction });
        var givenUp = Encoded(new { threeDSServerTransID = transaction, threeDSCompInd = "N" });
        return step with { Html = ShopperForm.HiddenPage(url, MethodData, asked, returnUrl, givenUp) };
    }

    private static AdyenStep? Challenge(AdyenThreeDSToken? token, string? paymentData)
    {
        if (token is not { Transaction: { } transaction, AcsUrl: { } url } || !IsWeb(url))
        {
            return null;
        }

        var request = Encoded(new
        {
            messageType = "CReq",
            messageVersion = token.MessageVersion,
            acsTransID = token.AcsTransaction,
            threeDSServerTransID = transaction,
            challengeWindowSize = WholeWindow,
        });
        var html = ShopperForm.Page(url, new Dictionary<string, string>(StringComparer.Ordinal) { ["creq"] = request });
        return new AdyenStep(AdyenResultCodes.ChallengeShopper, Html: html, PaymentData: paymentData, Transaction: transaction);
    }

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static string Encoded<T>(T value) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value)));
}

using System.Text;
using System.Text.Json.Nodes;
using Checkout.Local.Psps.Cards;

namespace Checkout.Local.Psps.Adyen;

/// <summary>What a shopper has to do.</summary>
internal static class ShopperActions
{
    // As an issuer's text may be, it holds what HTML has to encode.
    private const string IssuersText = "<\"simulated\" & signed>";

    /// <summary>Reads it from the payment.</summary>
    /// <returns>An action; null when the payment waits for nobody.</returns>
    public static object? Of(AdyenPayment payment) => payment.ChallengeUrl is not { } url ? null : payment.Status switch
    {
        AdyenStatus.RedirectShopper when payment.Method.Behaviour is CardBehaviour.ChallengesByForm => new RedirectAction(
            $"{url}/form",
            payment.Method.Type,
            "POST",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["MD"] = payment.PspReference, ["PaReq"] = IssuersText }),
        AdyenStatus.RedirectShopper => new RedirectAction(url, payment.Method.Type),
        AdyenStatus.IdentifyShopper => Native("fingerprint", payment, new JsonObject
        {
            ["threeDSMethodNotificationURL"] = payment.NotificationUrl,
            ["threeDSMethodURL"] = $"{url}/method",
        }),
        AdyenStatus.ChallengeShopper => Native("challenge", payment, new JsonObject
        {
            ["acsReferenceNumber"] = "LOCAL_ACS",
            ["acsTransID"] = payment.ChallengeId,
            ["acsURL"] = $"{url}/challenge",
            ["messageVersion"] = "2.2.0",
            ["threeDSNotificationURL"] = payment.NotificationUrl,
        }),
        _ => null,
    };

    private static ThreeDS2Action Native(string subtype, AdyenPayment payment, JsonObject token)
    {
        token["threeDSServerTransID"] = payment.Transaction;
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(token.ToJsonString()));
        return new ThreeDS2Action(subtype, encoded, NativeAuthentication.PaymentDataOf(payment));
    }
}

/// <summary>Sends the shopper to a page, schema <c>CheckoutRedirectAction</c>.</summary>
/// <param name="Url">The page.</param>
/// <param name="PaymentMethodType">What pays.</param>
/// <param name="Method">How to go there.</param>
/// <param name="Data">What to post.</param>
internal sealed record RedirectAction(
    string Url, string PaymentMethodType, string Method = "GET", IReadOnlyDictionary<string, string>? Data = null)
{
    /// <summary>Kind of action.</summary>
    public string Type { get; } = "redirect";
}

/// <summary>A step of 3-D Secure within the shop's page, schema <c>CheckoutThreeDS2Action</c>.</summary>
/// <param name="Subtype"><c>fingerprint</c> or <c>challenge</c>.</param>
/// <param name="Token">What the step needs, JSON in Base64.</param>
/// <param name="PaymentData">To be sent back with the outcome.</param>
internal sealed record ThreeDS2Action(string Subtype, string Token, string PaymentData)
{
    /// <summary>What pays.</summary>
    public string PaymentMethodType { get; } = AdyenMethod.Scheme;

    /// <summary>Kind of action.</summary>
    public string Type { get; } = "threeDS2";
}

using Checkout.Local.Psps.Cards;

namespace Checkout.Local.Psps.Adyen;

/// <summary>The issuers' refusals in Adyen's words (docs.adyen.com/development-resources/refusal-reasons).</summary>
internal static class Refusals
{
    /// <summary>Refused without saying why.</summary>
    public const string Generic = "2";

    /// <summary>The shopper was challenged and did not pass.</summary>
    public const string NotAuthenticated = "11";

    /// <summary>The shopper has stopped.</summary>
    public const string ShopperCancelled = "16";

    /// <summary>What an issuer says at authorisation.</summary>
    /// <param name="behaviour">The card's behaviour.</param>
    /// <param name="isAuthenticated">Whether the merchant demands 3-D Secure.</param>
    /// <returns>The refusal's code, or null when it does not refuse.</returns>
    public static string? AtAuthorisation(CardBehaviour behaviour, bool isAuthenticated) => behaviour switch
    {
        CardBehaviour.WantsAuthentication when !isAuthenticated => "38",
        CardBehaviour.Declines => Generic,
        CardBehaviour.Expired => "6",
        CardBehaviour.LacksFunds => "12",
        CardBehaviour.RefusesCvc => "24",
        _ => null,
    };

    /// <summary>A refusal for people.</summary>
    public static string Describe(string code) => code switch
    {
        "6" => "Expired Card",
        NotAuthenticated => "3D Not Authenticated",
        "12" => "Not enough balance",
        ShopperCancelled => "Shopper Cancelled",
        "24" => "CVC Declined",
        "38" => "Authentication required",
        _ => "Refused",
    };
}

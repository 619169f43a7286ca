using System.Text.Json.Nodes;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>What Adyen wants to know for 3-D Secure within the shop's page.</summary>
internal static class AdyenBrowser
{
    /// <summary>Adds it to a payment whose browser is known; without one, challenges stay redirects.</summary>
    public static void Add(JsonObject request, BrowserData? browser, string returnUrl)
    {
        if (browser is null)
        {
            return;
        }

        request["authenticationData"]!["threeDSRequestData"]!["nativeThreeDS"] = "preferred";
        request["channel"] = "Web";
        request["origin"] = new Uri(returnUrl).GetLeftPart(UriPartial.Authority);
        request["threeDS2RequestData"] = new JsonObject { ["notificationURL"] = returnUrl };
        request["browserInfo"] = new JsonObject
        {
            ["acceptHeader"] = browser.AcceptHeader,
            ["userAgent"] = browser.UserAgent,
            ["language"] = browser.Language,
            ["colorDepth"] = browser.ColorDepth,
            ["screenWidth"] = browser.ScreenWidth,
            ["screenHeight"] = browser.ScreenHeight,
            ["timeZoneOffset"] = browser.TimeZoneOffset,
            ["javaEnabled"] = browser.JavaEnabled,
            ["javaScriptEnabled"] = browser.JavaScriptEnabled,
        };
    }
}

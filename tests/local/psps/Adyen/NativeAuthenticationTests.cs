using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Adyen;

/// <summary>The API's side of 3-D Secure within the shop's page; the pages are tried with the provider that shows them.</summary>
public sealed class NativeAuthenticationTests
{
    private const string Challenged = "4000000000003220";

    [Fact]
    public async Task A_browser_that_is_known_is_identified_then_challenged_and_a_claim_alone_passes_nothing()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var identify = await PayAsync(adyen);
        (identify.ResultCode, Subtype(identify)).ShouldBe(("IdentifyShopper", "fingerprint"));

        var challenge = await TellAsync(adyen, identify, "threeds2.fingerprint", """{"threeDSCompInd":"Y"}""");
        (challenge.ResultCode, Subtype(challenge)).ShouldBe(("ChallengeShopper", "challenge"));

        var refused = await TellAsync(adyen, challenge, "threeds2.challengeResult", """{"transStatus":"Y"}""");
        (refused.ResultCode, refused.Text("refusalReasonCode")).ShouldBe(("Refused", "11"));
    }

    [Theory]
    [InlineData("threeds2.fingerprint", """{"threeDSCompInd":"X"}""")]
    [InlineData("threeds2.fingerprint", "nothing")]
    [InlineData("threeds2.challengeResult", "{}")]
    public async Task What_is_no_outcome_is_refused(string name, string value)
    {
        await using var adyen = await AdyenHost.StartAsync();
        (await TellAsync(adyen, await PayAsync(adyen), name, value)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Without_the_browser_the_challenge_is_a_redirect()
    {
        await using var adyen = await AdyenHost.StartAsync();
        (await PayAsync(adyen, body => body.Remove("browserInfo"))).ResultCode.ShouldBe("RedirectShopper");
    }

    private static string Subtype(AdyenReply reply) => reply.Body["action"]!["subtype"]!.GetValue<string>();

    private static Task<AdyenReply> TellAsync(AdyenHost adyen, AdyenReply step, string name, string value) =>
        adyen.PostAsync("/payments/details", new JsonObject
        {
            ["details"] = new JsonObject { [name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) },
            ["paymentData"] = step.Body["action"]!["paymentData"]!.GetValue<string>(),
        });

    private static Task<AdyenReply> PayAsync(AdyenHost adyen, Action<JsonObject>? change = null) => adyen.PayAsync(Challenged, change: body =>
    {
        body["authenticationData"] = new JsonObject { ["threeDSRequestData"] = new JsonObject { ["nativeThreeDS"] = "preferred" } };
        body["channel"] = "Web";
        body["origin"] = "http://shop.test";
        body["browserInfo"] = new JsonObject
        {
            ["acceptHeader"] = "text/html", ["userAgent"] = "tests", ["language"] = "de-AT", ["colorDepth"] = 24, ["screenWidth"] = 1,
            ["screenHeight"] = 1, ["timeZoneOffset"] = -60, ["javaEnabled"] = false,
        };
        change?.Invoke(body);
    });
}

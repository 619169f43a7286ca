using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Adyen;

public sealed class StepUpTests
{
    private const string WantsAuthentication = "4000002760003184";

    [Fact]
    public async Task An_issuer_that_wants_authentication_refuses_a_payment_without_it_and_authorises_after_a_challenge()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var refused = await adyen.PayAsync(WantsAuthentication);
        (refused.ResultCode, refused.Text("refusalReasonCode")).ShouldBe(("Refused", "38"));

        var required = await adyen.PayAsync(
            WantsAuthentication,
            change: body => body["authenticationData"] = new JsonObject { ["attemptAuthentication"] = "always" });
        required.ResultCode.ShouldBe("RedirectShopper");

        (await adyen.DetailsAsync(await adyen.DecideAsync(required, "approve"))).ResultCode.ShouldBe("Authorised");
    }

    [Fact]
    public async Task A_card_that_holds_less_says_so_in_the_answer_and_in_the_books()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var payment = await adyen.PayAsync("4000000000001109");
        ((long?)payment.Body["amount"]!["value"]).ShouldBe(1350);
        (await adyen.Psps.LedgerAsync())["totals"]!["held"]!.GetValue<long>().ShouldBe(1350);
    }
}

using System.Text;
using Checkout.Payments.Providers.Adyen;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenStepTests
{
    private const string ReturnUrl = "https://shop.example/return/1?state=a&b";

    [Fact]
    public void Every_value_of_a_form_is_encoded()
    {
        var action = new AdyenAction("redirect", "https://acs.example/?a=1&b=\"", "POST", new(StringComparer.Ordinal) { ["<MD>"] = "\"><script>alert(1)</script>" });
        var html = Step("RedirectShopper", action).ShouldNotBeNull().Html.ShouldNotBeNull();
        html.ShouldNotContain("<script>alert");
        html.ShouldNotContain("name=\"<MD>");
        html.ShouldContain("a=1&amp;b=&quot;");
        ShownForm.Read(html, "step").Fields.ShouldBe(action.Data);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("")]
    public void Only_pages_of_the_web_are_shown(string url)
    {
        Step("RedirectShopper", new AdyenAction("redirect", url)).ShouldBeNull();
        Step("RedirectShopper", new AdyenAction("redirect", url, "POST")).ShouldBeNull();
        Step("ChallengeShopper", Native($$"""{"acsURL":"{{url}}","threeDSServerTransID":"t"}""")).ShouldBeNull();
    }

    [Fact]
    public void Without_a_page_for_the_fingerprint_adyen_is_told_so_without_the_shopper()
    {
        var step = Step("IdentifyShopper", Native("""{"threeDSServerTransID":"t"}""")).ShouldNotBeNull();
        step.Html.ShouldBeNull();
        var told = AdyenReturns.Of(step, returned: null).ShouldNotBeNull();
        Encoding.UTF8.GetString(Convert.FromBase64String(told.Value)).ShouldBe("""{"threeDSCompInd":"U"}""");
        told.ToRequest()["paymentData"]!.GetValue<string>().ShouldBe("data");
    }

    [Fact]
    public void The_fingerprint_comes_back_to_the_orders_own_address()
    {
        var step = Step("IdentifyShopper", Native("""{"threeDSServerTransID":"t","threeDSMethodURL":"https://acs.example/m"}"""));
        var form = ShownForm.Read(step?.Html, "step");
        form.Action.ShouldBe(new Uri("https://acs.example/m"));
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(form.Fields["threeDSMethodData"])).ShouldContain("/return/1?state=a");
    }

    [Fact]
    public void Rounds_come_to_the_same_in_any_order()
    {
        var first = new AdyenPaymentFacts("P", 1, "IdentifyShopper", Step: new AdyenStep("IdentifyShopper", Html: "1"));
        var second = new AdyenPaymentFacts("P", 1, "ChallengeShopper", Step: new AdyenStep("ChallengeShopper", Html: "2"));
        first.Learn(second).ShouldBe(second.Learn(first));
        first.Learn(second).Awaited.ShouldBe(second.Step);
        first.Learn(second).Learn(new AdyenPaymentFacts("P", ResultCode: "Authorised")).Awaited.ShouldBeNull();
    }

    private static AdyenAction Native(string token) =>
        new("threeDS2", Token: Convert.ToBase64String(Encoding.UTF8.GetBytes(token)), PaymentData: "data");

    private static AdyenStep? Step(string resultCode, AdyenAction action) =>
        AdyenStep.Of(new AdyenPaymentResponse(resultCode, "P", Action: action), ReturnUrl);
}

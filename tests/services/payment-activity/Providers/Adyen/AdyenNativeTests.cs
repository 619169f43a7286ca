using System.Text.Json;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

/// <summary>3-D Secure within the shop's own page: the fingerprint of the device, then the challenge.</summary>
public sealed class AdyenNativeTests(SimulatedAdyen adyen) : IClassFixture<SimulatedAdyen>
{
    private const string Challenged = "4000000000003220";
    private const string MethodData = "threeDSMethodData";

    private static readonly BrowserData Browser = new("text/html", "Mozilla/5.0 (tests)", "de-AT", 24, 1920, 1080, -60, JavaEnabled: false);

    private readonly OrderAtAdyen order = new(adyen);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("approve", PaymentStatus.Authorized, null)]
    [InlineData("reject", PaymentStatus.Declined, "AUTHENTICATION_FAILED")]
    public async Task A_fingerprint_and_a_challenge_lead_to_what_the_shopper_decided(
        string outcome, PaymentStatus expected, string? reasonCode)
    {
        var fingerprint = await AuthorizeAsync();
        fingerprint.Status.ShouldBe(PaymentStatus.ActionRequired);
        fingerprint.Result.Action.ShouldNotBeNull().HasNextSteps.ShouldBeTrue();
        var taken = ShownForm.Read(await FormOf(fingerprint).SubmitAsync(), "back");
        taken.Action.ShouldBe(new Uri("https://shop.example/return/1"));

        var challenge = await ConfirmAsync(fingerprint, new PaymentReturn(ThreeDSMethodData: taken.Fields[MethodData]));
        challenge.Status.ShouldBe(PaymentStatus.ActionRequired);
        challenge.Result.Action.ShouldNotBe(fingerprint.Result.Action);
        var cres = await DecideAsync(challenge, outcome);

        var returned = new PaymentReturn(ThreeDSMethodData: taken.Fields[MethodData], CRes: cres);
        var confirmed = await ConfirmAsync(challenge, returned);
        (confirmed.Status, confirmed.Result.ReasonCode).ShouldBe((expected, reasonCode));
        (await ConfirmAsync(challenge, returned)).Result.ShouldBe(confirmed.Result);
    }

    [Fact]
    public async Task A_fingerprint_that_the_page_has_given_up_leads_to_the_challenge_too()
    {
        var fingerprint = await AuthorizeAsync();
        var givenUp = ShownForm.Read(fingerprint.Result.Action?.HtmlContent, "give-up");
        givenUp.Action.ShouldBe(new Uri("https://shop.example/return/1"));

        var challenge = await ConfirmAsync(fingerprint, new PaymentReturn(ThreeDSMethodData: givenUp.Fields[MethodData]));

        FormOf(challenge).Fields.ShouldContainKey("creq");
    }

    [Fact]
    public async Task What_belongs_to_another_payment_or_another_step_changes_nothing()
    {
        var fingerprint = await AuthorizeAsync();
        var stranger = Encode(new { threeDSServerTransID = "another", transStatus = "Y" });
        foreach (var returned in new[]
        {
            new PaymentReturn(), new PaymentReturn("Xacs_1"), new PaymentReturn(CRes: stranger),
            new PaymentReturn(ThreeDSMethodData: stranger), new PaymentReturn(ThreeDSMethodData: "no JSON at all"),
        })
        {
            (await ConfirmAsync(fingerprint, returned)).Result.ShouldBe(fingerprint.Result);
        }
    }

    [Fact]
    public async Task A_browser_that_claims_to_have_passed_is_refused()
    {
        var fingerprint = await AuthorizeAsync();
        var taken = ShownForm.Read(await FormOf(fingerprint).SubmitAsync(), "back").Fields[MethodData];
        var challenge = await ConfirmAsync(fingerprint, new PaymentReturn(ThreeDSMethodData: taken));
        var transaction = JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(taken));

        var forged = Encode(new { threeDSServerTransID = transaction.GetProperty("threeDSServerTransID").GetString(), transStatus = "Y" });

        (await ConfirmAsync(challenge, new PaymentReturn(CRes: forged))).Status.ShouldBe(PaymentStatus.Declined);
    }

    [Fact]
    public async Task A_card_that_needs_no_challenge_is_authorised_at_once_and_an_open_fingerprint_can_be_cancelled()
    {
        (await AuthorizeAsync(TestCards.Visa)).Status.ShouldBe(PaymentStatus.Authorized);

        var other = new OrderAtAdyen(adyen);
        var open = await adyen.Provider().AuthorizeAsync(other.Request(Challenged) with { Payer = new PayerData(Browser: Browser) }, Cancel);
        (await other.ReversedAsync(other.Reference(open))).Kind.ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_redirect_by_POST_is_a_page_with_a_form()
    {
        var required = await order.AuthorizeAsync("4000000000003253");
        var action = required.Result.Action.ShouldNotBeNull();
        (action.RedirectUrl, action.HasNextSteps).ShouldBe((null, true));
        var form = FormOf(required);
        form.Fields["PaReq"].ShouldBe("<\"simulated\" & signed>");
        action.HtmlContent.ShouldNotBeNull().ShouldNotContain("<\"simulated");

        var question = new Uri(form.Action.AbsoluteUri[..^"/form".Length]);
        (await form.SubmitAsync()).ShouldContain("Confirm your payment");
        var redirectResult = await SimulatedAdyen.AnswerChallengeAsync(question.AbsoluteUri, "approve");
        (await order.ConfirmAsync(required, redirectResult)).Status.ShouldBe(PaymentStatus.Authorized);
    }

    private static ShownForm FormOf(ProviderAnswer answer) => ShownForm.Read(answer.Result.Action?.HtmlContent, "step");

    private static string Encode<T>(T value) => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private static async Task<string> DecideAsync(ProviderAnswer challenge, string outcome)
    {
        var acs = FormOf(challenge);
        (await acs.SubmitAsync()).ShouldContain("Confirm your payment");
        var decision = new ShownForm(
            new Uri(acs.Action.AbsoluteUri[..^"/challenge".Length]), new(StringComparer.Ordinal) { ["outcome"] = outcome });
        return ShownForm.Read(await decision.SubmitAsync(), "back").Fields["cres"];
    }

    private Task<ProviderAnswer> AuthorizeAsync(string number = Challenged) =>
        adyen.Provider().AuthorizeAsync(order.Request(number) with { Payer = new PayerData(Browser: Browser) }, Cancel);

    private Task<ProviderAnswer> ConfirmAsync(ProviderAnswer payment, PaymentReturn returned) =>
        adyen.Provider().ConfirmAsync(order.Reference(payment) with { Returned = returned }, Cancel);
}

using System.Text.Json;
using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;

namespace Checkout.Services.Tests.CheckoutApi.Status;

public sealed class StatusViewTests
{
    private const string Url = "https://pay.example/api/c2a/offer/checkout";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_submit_has_the_vendors_answer() =>
        JsonSerializer.Serialize(StatusView.Submitted("trk_1", StatusView.UrlOf(Url, "trk_1")), JsonSerializerOptions.Web).ShouldBe(
            string.Concat("""
                {"trackingNumber":"trk_1","status":{"messageCode":"CHECK_OUT_PROCESSING"},"followUpInstructions":
                {"canFollowUp":true,"retryAfterSeconds":2,"remainingRetryCount":30,"currentRetryAttempt":0,
                "followUpUrl":"https://pay.example/api/c2a/offer/checkout/trk_1/status"}}
                """.Split('\n')));

    [Theory]
    [InlineData(CheckoutPhase.Done, "CHECK_OUT_DONE")]
    [InlineData(CheckoutPhase.Undoing, "CHECK_OUT_FAILED")]
    [InlineData(CheckoutPhase.Failed, "CHECK_OUT_FAILED")]
    [InlineData(CheckoutPhase.Stuck, "CHECK_OUT_FAILED")]
    public void A_decided_order_cannot_be_followed_up(CheckoutPhase phase, string code)
    {
        var result = Show(new CheckoutProgress(4, phase, Now));

        result.Status.MessageCode.ShouldBe(code);
        result.FollowUpInstructions.ShouldBe(FollowUpInstructions.None);
    }

    [Fact]
    public void A_poll_echoes_its_number_and_the_follow_up_URL_carries_the_next()
    {
        var followUp = Show(new CheckoutProgress(1, CheckoutPhase.Authorizing, Now), attempt: 7).FollowUpInstructions!;

        followUp.CurrentRetryAttempt.ShouldBe(7);
        followUp.RemainingRetryCount.ShouldBe(23);
        followUp.FollowUpUrl.ShouldBe($"{Url}/trk_1/status?currentRetryAttempt=8");
        Show(new CheckoutProgress(1, CheckoutPhase.Authorizing, Now), attempt: 99).FollowUpInstructions!.RemainingRetryCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(CheckoutPhase.Authorizing, 0, 2)]
    [InlineData(CheckoutPhase.AwaitingShopper, 0, 3)]
    [InlineData(CheckoutPhase.AwaitingPsp, 29, 2)]
    [InlineData(CheckoutPhase.AwaitingPsp, 30, 5)]
    [InlineData(CheckoutPhase.AwaitingShopper, 120, 15)]
    [InlineData(CheckoutPhase.AwaitingPsp, 3600, 30)]
    public void The_wait_grows_with_the_age_of_the_phase(CheckoutPhase phase, int age, int seconds) =>
        Show(new CheckoutProgress(2, phase, Now.AddSeconds(-age))).FollowUpInstructions!.RetryAfterSeconds.ShouldBe(seconds);

    [Fact]
    public void A_redirect_is_shown_as_the_vendor_shows_it()
    {
        var redirect = Show(Challenge(new PaymentAction("3ds_1", "https://psp.example/3ds/abc"))).RedirectInstructions;

        redirect.ShouldBe(new RedirectInstructions(
            "https://psp.example/3ds/abc",
            HtmlContent: null,
            "3ds_1",
            IsRedirectRequired: true,
            HasNextSteps: true,
            ShowHtmlContent: false));
        JsonSerializer.Serialize(redirect, JsonSerializerOptions.Web).ShouldNotContain("\"htmlContent");
    }

    [Fact]
    public void A_form_is_shown_instead_of_a_redirect()
    {
        const string form = """<form method="post" action="https://psp.example/acs"><input name="creq" value="e30"></form>""";

        var action = new PaymentAction("3ds_1", RedirectUrl: null, form, HasNextSteps: false);

        var redirect = Show(Challenge(action)).RedirectInstructions;

        redirect.ShouldBe(new RedirectInstructions(
            RedirectUrl: null, form, "3ds_1", IsRedirectRequired: true, HasNextSteps: false, ShowHtmlContent: true));
    }

    [Fact]
    public void A_refused_payment_says_how_final_that_is_and_what_may_help()
    {
        var progress = new CheckoutProgress(
            3,
            CheckoutPhase.Undoing,
            Now,
            ReasonCode: "INSUFFICIENT_FUNDS",
            Reason: "The card has insufficient funds.",
            Decline: new PaymentDecline(DeclineKind.Soft, DeclineAdvice.TryAgainLater));

        var result = Show(progress);

        result.Message.ShouldBe("INSUFFICIENT_FUNDS: The card has insufficient funds.");
        JsonSerializer.Serialize(result.Decline, JsonSerializerOptions.Web)
            .ShouldBe("""{"code":"INSUFFICIENT_FUNDS","kind":"Soft","advice":"TryAgainLater"}""");
    }

    private static CheckoutProgress Challenge(PaymentAction action) =>
        new(2, CheckoutPhase.AwaitingShopper, Now, new Challenge(1, action, Now.AddMinutes(15)));

    private static CheckoutResult Show(CheckoutProgress progress, int attempt = 1) =>
        StatusView.Of(new CheckoutSnapshot("trk_1", "acme", progress), Url, attempt, Now);
}

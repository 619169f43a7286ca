using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;
using static Checkout.Services.Tests.CheckoutApi.Workflow.CheckoutScript;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

public sealed class ChallengeTests
{
    [Fact]
    public async Task An_approved_challenge_goes_on_to_capture_and_delivery()
    {
        var world = AfterReturn(Authorized).Raise("psp-return-1");

        var outcome = await world.RunAsync();

        outcome.Completed.ShouldBeTrue();
        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "ConfirmPayment", "CapturePayment", "DeliverItems"]);
    }

    [Fact]
    public async Task The_status_shows_the_challenge_with_its_deadline_and_drops_it_when_the_shopper_is_back()
    {
        var world = AfterReturn(Authorized).Raise("psp-return-1");

        await world.RunAsync();

        var (shown, _) = world.Reports.Single(report => report.Progress.Phase == CheckoutPhase.AwaitingShopper);
        shown.Challenge!.Action.ShouldBe(Challenged.Action);
        shown.Challenge.Deadline.ShouldBe(shown.ChangedAt + Deadlines.Challenge);
        world.Reports.Where(report => report.Progress.Version > shown.Version).ShouldAllBe(report => report.Progress.Challenge == null);
    }

    [Fact]
    public async Task The_PSP_is_told_where_this_attempt_comes_back()
    {
        var world = AfterReturn(Authorized).Raise("psp-return-1");

        await world.RunAsync();

        world.Inputs.OfType<AuthorizePaymentRequest>().ShouldHaveSingleItem().ReturnUrl.ShouldBe("https://shop.example/return/1");
    }

    [Fact]
    public async Task A_rejected_challenge_is_undone()
    {
        var world = AfterReturn(new PaymentResult(PaymentStatus.Declined, "pi_1", ReasonCode: "AUTHENTICATION_FAILED")).Raise("psp-return-1");

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("AUTHENTICATION_FAILED");
        world.Calls.TakeLast(2).ShouldBe(["ReversePayment", "ReleaseItems"]);
    }

    [Fact]
    public async Task An_abandoned_challenge_fails_at_its_deadline_and_is_undone()
    {
        var world = AfterReturn(Challenged);

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("AUTHENTICATION_ABANDONED");
        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "ConfirmPayment", "ReversePayment", "ReleaseItems"]);
    }

    [Fact]
    public async Task A_shopper_who_approved_but_never_came_back_is_found_at_the_deadline()
    {
        var world = AfterReturn(Authorized);

        (await world.RunAsync()).Completed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_shopper_who_comes_back_too_early_can_still_finish()
    {
        var world = AfterReturn(Challenged, Challenged, Authorized).Raise("psp-return-1").Raise("psp-return-1").Raise("psp-return-1");

        var outcome = await world.RunAsync();

        outcome.Completed.ShouldBeTrue();
        world.Reports.Where(report => report.Progress.Challenge is not null)
            .Select(report => report.Progress.Challenge!.Deadline).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_shopper_who_approved_and_closed_the_browser_is_heard_of_from_the_psp()
    {
        var world = AfterReturn(Authorized).RaiseAfter(TimeSpan.FromSeconds(20), "psp-update");
        var start = world.CurrentUtcDateTime;

        (await world.RunAsync()).Completed.ShouldBeTrue();

        (world.CurrentUtcDateTime - start).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task News_that_change_nothing_leave_the_challenge_as_it_is_shown()
    {
        var world = AfterReturn(Challenged, Challenged, Authorized).Raise("psp-update").Raise("psp-update")
            .RaiseAfter(TimeSpan.FromMinutes(1), "psp-return-1");

        (await world.RunAsync()).Completed.ShouldBeTrue();

        world.Reports.Count(report => report.Progress.Phase == CheckoutPhase.AwaitingShopper).ShouldBe(1);
        world.CallsOf("ConfirmPayment").ShouldBe(3);
    }

    [Fact]
    public async Task The_next_round_of_a_challenge_is_shown_within_the_same_deadline()
    {
        var second = Challenged with { Action = new PaymentAction("3ds_2", RedirectUrl: null, HtmlContent: "<form/>", HasNextSteps: false) };
        var world = AfterReturn(second, Authorized).RaiseAfter(TimeSpan.FromMinutes(1), "psp-return-1")
            .RaiseAfter(TimeSpan.FromMinutes(2), "psp-return-1");

        (await world.RunAsync()).Completed.ShouldBeTrue();

        var shown = world.Reports.Where(report => report.Progress.Phase == CheckoutPhase.AwaitingShopper)
            .Select(report => report.Progress.Challenge!).ToList();
        shown.Select(challenge => challenge.Action).ShouldBe([Challenged.Action, second.Action]);
        shown.Select(challenge => challenge.Deadline).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_step_up_is_the_next_attempt_with_a_return_address_and_deadline_of_its_own()
    {
        var soft = Declined with { ReasonCode = "AUTHENTICATION_REQUIRED", TryAgain = true };
        var world = World().On(PaymentActivities.AuthorizePayment, soft, Challenged).On(PaymentActivities.ConfirmPayment, Authorized)
            .Raise("psp-return-1").RaiseAfter(TimeSpan.FromMinutes(3), "psp-return-2");

        (await world.RunAsync()).Completed.ShouldBeTrue();

        world.Inputs.OfType<AuthorizePaymentRequest>().Select(request => (request.Attempt, request.ReturnUrl))
            .ShouldBe([(1, "https://shop.example/return/1"), (2, "https://shop.example/return/2")]);
        world.Reports.Single(report => report.Progress.Challenge is not null).Progress.Challenge!.Attempt.ShouldBe(2);
    }

    private static ScriptedContext AfterReturn(params object[] confirmations) =>
        World().On(PaymentActivities.AuthorizePayment, Challenged).On(PaymentActivities.ConfirmPayment, confirmations);
}

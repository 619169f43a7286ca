using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Checkouts;
using Checkout.Contracts.Payments;
using static Checkout.Services.Tests.CheckoutApi.Workflow.CheckoutScript;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

public sealed class OperatorHelpTests
{
    private static readonly ReversalResult Unconfirmed = new(Confirmed: false, "voided");
    private static readonly ReversalResult Confirmed = new(Confirmed: true, "voided");

    [Fact]
    public async Task An_undo_that_is_not_confirmed_in_time_puts_the_order_into_the_operators_queue_with_the_other_undos_done()
    {
        var world = Stuck(Unconfirmed).RaiseAfter(TimeSpan.FromDays(2), "operator-resolve");

        var outcome = await world.RunAsync();

        outcome.Unconfirmed.ShouldBe(["ReversePayment"]);
        outcome.ReasonCode.ShouldBe("CARD_DECLINED");
        var reported = world.Inputs.OfType<StuckOrder>().First();
        reported.ReasonCode.ShouldBe("UNDO_UNCONFIRMED");
        reported.Details.ShouldBe(["ReversePayment"]);
        world.CallsOf("ReleaseItems").ShouldBe(1);
        Phases(world).TakeLast(3).ShouldBe([CheckoutPhase.Undoing, CheckoutPhase.Stuck, CheckoutPhase.Failed]);
        world.CallsOf("ClearStuckOrder").ShouldBe(0); // the operator's action does that
    }

    [Fact]
    public async Task A_stuck_order_tries_on_once_a_day_and_leaves_the_queue_when_it_is_confirmed()
    {
        var days = 0;
        var world = Stuck(Unconfirmed);
        world.OnCall(PaymentActivities.ReversePayment, () => world.CallsOf(CheckoutActivities.ReportStuckOrder) is var reports && reports < 3
            ? Unconfirmed : Count(ref days, reports));

        var outcome = await world.RunAsync();

        days.ShouldBe(3);
        outcome.Unconfirmed.ShouldBeEmpty();
        world.Calls[^1].ShouldBe("ClearStuckOrder");
        Phases(world)[^1].ShouldBe(CheckoutPhase.Failed);
    }

    [Theory]
    [InlineData("operator-retry")]
    [InlineData("psp-update")]
    public async Task An_operators_retry_and_a_late_word_of_the_psp_are_heard_at_once(string eventName)
    {
        var world = Stuck(Unconfirmed);
        world.OnCall(PaymentActivities.ReversePayment, () =>
            world.CallsOf(CheckoutActivities.ReportStuckOrder) == 0 ? Unconfirmed : Confirmed);
        world.RaiseAfter(TimeSpan.FromHours(25), eventName);
        var start = world.CurrentUtcDateTime;

        (await world.RunAsync()).Unconfirmed.ShouldBeEmpty();

        (world.CurrentUtcDateTime - start).ShouldBe(TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task To_a_merchant_a_stuck_order_has_failed_and_stays_so()
    {
        var world = Stuck(Unconfirmed).RaiseAfter(TimeSpan.FromDays(2), "operator-resolve");

        await world.RunAsync();

        world.Notes.Select(note => note.Progress.Phase).ShouldBe([CheckoutPhase.Undoing, CheckoutPhase.Stuck]);
    }

    private static ReversalResult Count(ref int counter, int value)
    {
        counter = value;
        return Confirmed;
    }

    private static ScriptedContext Stuck(ReversalResult reversal) =>
        World().On(PaymentActivities.AuthorizePayment, Declined).On(PaymentActivities.ReversePayment, reversal);

    private static List<CheckoutPhase> Phases(ScriptedContext world) => [.. world.Reports.Select(report => report.Progress.Phase)];
}

using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Fulfilment;
using Checkout.Contracts.Payments;
using static Checkout.Services.Tests.CheckoutApi.Workflow.CheckoutScript;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

public sealed class CheckoutWorkflowTests
{
    [Fact]
    public async Task A_frictionless_order_is_reserved_authorized_captured_and_delivered()
    {
        var world = World();

        var outcome = await world.RunAsync();

        outcome.ShouldBe(new CheckoutOutcome(Completed: true, ReasonCode: null, outcome.Unconfirmed));
        outcome.Unconfirmed.ShouldBeEmpty();
        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "CapturePayment", "DeliverItems"]);
        Phases(world).ShouldBe([CheckoutPhase.Authorizing, CheckoutPhase.Capturing, CheckoutPhase.Delivering, CheckoutPhase.Done]);
    }

    [Fact]
    public async Task The_version_grows_with_every_report()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Challenged).On(PaymentActivities.ConfirmPayment, Authorized)
            .Raise("psp-return-1");

        await world.RunAsync();

        world.Reports.Select(report => report.Progress.Version).ShouldBe(Enumerable.Range(1, world.Reports.Count));
    }

    [Fact]
    public async Task A_decline_releases_the_items_and_reverses_what_may_be_held()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Declined);

        var outcome = await world.RunAsync();

        outcome.Completed.ShouldBeFalse();
        outcome.ReasonCode.ShouldBe("CARD_DECLINED");
        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "ReversePayment", "ReleaseItems"]);
        Phases(world)[^1].ShouldBe(CheckoutPhase.Failed);
    }

    [Fact]
    public async Task The_failure_shows_before_anything_is_undone()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Declined);

        await world.RunAsync();

        var undoing = world.Reports.Single(report => report.Progress.Phase == CheckoutPhase.Undoing);
        undoing.CallsBefore.ShouldBe(2);
        undoing.Progress.ReasonCode.ShouldBe("CARD_DECLINED");
    }

    [Fact]
    public async Task Items_that_cannot_be_reserved_give_the_authorization_back()
    {
        var world = World().On(FulfilmentActivities.ReserveItems, new ReservationResult(Reserved: false, "OUT_OF_STOCK"));

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("OUT_OF_STOCK");
        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "ReversePayment", "ReleaseItems"]);
    }

    [Fact]
    public async Task A_refused_capture_is_reversed()
    {
        var world = World().On(
            PaymentActivities.CapturePayment, new PaymentResult(PaymentStatus.Declined, "pi_1", ReasonCode: "CAPTURE_FAILED"));

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("CAPTURE_FAILED");
        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "CapturePayment", "ReversePayment", "ReleaseItems"]);
    }

    [Fact]
    public async Task A_refused_delivery_is_revoked_refunded_and_released_in_this_order()
    {
        var world = World().On(FulfilmentActivities.DeliverItems, new DeliveryResult(Delivered: false, "NOT_RESERVED"));

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("NOT_RESERVED");
        world.Calls.Skip(4).ShouldBe(["RevokeItems", "ReversePayment", "ReleaseItems"]);
    }

    [Theory]
    [InlineData("ReserveItems", new[] { "ReversePayment", "ReleaseItems" })]
    [InlineData("AuthorizePayment", new[] { "ReversePayment", "ReleaseItems" })]
    [InlineData("CapturePayment", new[] { "ReversePayment", "ReleaseItems" })]
    [InlineData("DeliverItems", new[] { "RevokeItems", "ReversePayment", "ReleaseItems" })]
    public async Task A_step_that_keeps_failing_is_undone_with_all_before_it(string step, string[] undone)
    {
        var world = World().On(step, Fault);

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("STEP_FAILED");
        world.Calls.TakeLast(undone.Length).ShouldBe(undone);
        Phases(world)[^1].ShouldBe(CheckoutPhase.Failed);
    }

    [Fact]
    public async Task An_undo_is_repeated_until_it_is_confirmed()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Declined)
            .On(PaymentActivities.ReversePayment, new ReversalResult(Confirmed: false, "voided"), Fault, new ReversalResult(Confirmed: true, "voided"));

        var outcome = await world.RunAsync();

        outcome.Unconfirmed.ShouldBeEmpty();
        world.CallsOf("ReversePayment").ShouldBe(3);
        world.Calls[^1].ShouldBe("ReleaseItems");
    }

    [Fact]
    public async Task A_psps_word_hastens_an_undo_that_waits_for_it()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Declined)
            .On(PaymentActivities.ReversePayment, new ReversalResult(Confirmed: false, "refunded"), new ReversalResult(Confirmed: true, "refunded"))
            .RaiseAfter(TimeSpan.FromMilliseconds(10), "psp-update");
        var start = world.CurrentUtcDateTime;

        await world.RunAsync();

        (world.CurrentUtcDateTime - start).ShouldBe(TimeSpan.FromMilliseconds(10));
    }

    private static List<CheckoutPhase> Phases(ScriptedContext world) => [.. world.Reports.Select(report => report.Progress.Phase)];
}

using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;
using static Checkout.Services.Tests.CheckoutApi.Workflow.CheckoutScript;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

/// <summary>An order is recorded where it rests: once for each status that a merchant can see there, and at its end.</summary>
public sealed class RecordedProgressTests
{
    [Fact]
    public async Task A_frictionless_order_is_recorded_once_at_its_end()
    {
        var world = World();

        await world.RunAsync();

        var note = world.Notes.ShouldHaveSingleItem();
        note.TrackingNumber.ShouldBe(world.InstanceId);
        note.TenantId.ShouldBe("tenant-1");
        note.Progress.ShouldBe(world.Reports[^1].Progress);
        note.Progress.Phase.ShouldBe(CheckoutPhase.Done);
    }

    [Fact]
    public async Task A_challenge_is_recorded_when_it_is_shown()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Challenged).On(PaymentActivities.ConfirmPayment, Authorized)
            .Raise("psp-return-1");

        await world.RunAsync();

        Phases(world).ShouldBe([CheckoutPhase.AwaitingShopper, CheckoutPhase.Done]);
    }

    [Fact]
    public async Task Many_inquiries_are_one_record()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Unknown).On(PaymentActivities.InquirePayment, Unknown, Unknown, Unknown, Authorized);

        await world.RunAsync();

        Phases(world).ShouldBe([CheckoutPhase.AwaitingPsp, CheckoutPhase.Done]);
    }

    [Fact]
    public async Task A_failure_is_recorded_when_it_is_decided_and_when_it_is_undone()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Declined);

        await world.RunAsync();

        Phases(world).ShouldBe([CheckoutPhase.Undoing, CheckoutPhase.Failed]);
    }

    [Fact]
    public async Task An_order_does_not_depend_on_its_records()
    {
        var world = World();
        world.NotesFail = true;

        (await world.RunAsync()).Completed.ShouldBeTrue();
    }

    private static List<CheckoutPhase> Phases(ScriptedContext world) => [.. world.Notes.Select(note => note.Progress.Phase)];
}

using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Contracts.Payments;
using static Checkout.Services.Tests.CheckoutApi.Workflow.CheckoutScript;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

/// <summary>Which events an order publishes, and that it neither waits for the broker nor loses one.</summary>
public sealed class PublishedEventTests
{
    [Fact]
    public async Task A_frictionless_order_publishes_one_event_with_its_outcome()
    {
        var world = World();

        await world.RunAsync();

        var done = world.Reports[^1].Progress;
        world.Events.ShouldHaveSingleItem().ShouldBe(new MerchantEvent(
            $"evt_{world.InstanceId}_{done.Version}_completed",
            MerchantEventTypes.CheckoutCompleted,
            "tenant-1",
            world.InstanceId,
            "shop-1",
            done.Version,
            done.ChangedAt,
            "Done",
            "CHECK_OUT_DONE",
            new Money(1499, "EUR")));
    }

    [Fact]
    public async Task A_challenge_asks_for_an_action_with_an_earlier_version_than_the_outcome()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Challenged).On(PaymentActivities.ConfirmPayment, Authorized)
            .Raise("psp-return-1");

        await world.RunAsync();

        Types(world).ShouldBe([MerchantEventTypes.CheckoutActionRequired, MerchantEventTypes.CheckoutCompleted]);
        world.Events[0].Version.ShouldBeLessThan(world.Events[1].Version);
        world.Events.ShouldAllBe(e => Identifier.IsValid(e.Id));
    }

    [Fact]
    public async Task A_failure_is_published_when_it_is_decided_and_the_reversal_when_the_PSP_has_confirmed_it()
    {
        var world = World()
            .On(PaymentActivities.CapturePayment, new PaymentResult(PaymentStatus.Declined, "pi_1", ReasonCode: "CAPTURE_FAILED"))
            .On(PaymentActivities.ReversePayment, new ReversalResult(Confirmed: false, "voided"), new ReversalResult(Confirmed: true, "voided"));

        await world.RunAsync();

        Types(world).ShouldBe([MerchantEventTypes.CheckoutFailed, MerchantEventTypes.PaymentReversed]);
        world.Events.ShouldAllBe(e => e.ReasonCode == "CAPTURE_FAILED" && e.MessageCode == "CHECK_OUT_FAILED");
        world.Events.Select(e => e.Id).ShouldBeUnique(StringComparer.Ordinal);
        world.Events[1].OccurredAt.ShouldBeGreaterThan(world.Events[0].OccurredAt);
    }

    [Fact]
    public async Task Where_there_was_no_payment_none_was_reversed()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Declined)
            .On(PaymentActivities.ReversePayment, new ReversalResult(Confirmed: true, ReversalResult.Nothing));

        await world.RunAsync();

        Types(world).ShouldBe([MerchantEventTypes.CheckoutFailed]);
    }

    [Fact]
    public async Task A_reversal_that_is_never_confirmed_is_not_published()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Declined)
            .On(PaymentActivities.ReversePayment, new ReversalResult(Confirmed: false, "voided"))
            .RaiseAfter(TimeSpan.FromDays(2), "operator-resolve");

        await world.RunAsync();

        Types(world).ShouldBe([MerchantEventTypes.CheckoutFailed]);
    }

    [Fact]
    public async Task A_broker_that_is_down_holds_no_order_up_and_gets_every_event_in_the_end()
    {
        var broker = new TaskCompletionSource();
        var world = World().On(PaymentActivities.AuthorizePayment, Challenged).On(PaymentActivities.ConfirmPayment, Authorized)
            .Raise("psp-return-1");
        world.Broker = broker;
        world.BrokerRefusals = 3;

        var running = world.RunAsync();

        world.Reports[^1].Progress.Phase.ShouldBe(CheckoutPhase.Done);
        world.Calls[^1].ShouldBe("DeliverItems");
        world.Notes.Count.ShouldBe(2);
        running.IsCompleted.ShouldBeFalse();
        broker.SetResult();
        (await running).Completed.ShouldBeTrue();
        world.Events.Select(e => e.Type).ShouldBe(
            [MerchantEventTypes.CheckoutActionRequired, MerchantEventTypes.CheckoutCompleted], ignoreOrder: true);
    }

    private static List<string> Types(ScriptedContext world) => [.. world.Events.Select(e => e.Type)];
}

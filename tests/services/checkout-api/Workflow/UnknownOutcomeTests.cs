using Checkout.Contracts.Payments;
using static Checkout.Services.Tests.CheckoutApi.Workflow.CheckoutScript;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

public sealed class UnknownOutcomeTests
{
    [Fact]
    public async Task An_unknown_authorization_is_inquired_and_not_sent_again()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Unknown)
            .On(PaymentActivities.InquirePayment, Unknown, Unknown, Authorized);

        var outcome = await world.RunAsync();

        outcome.Completed.ShouldBeTrue();
        world.CallsOf("AuthorizePayment").ShouldBe(1);
        world.CallsOf("InquirePayment").ShouldBe(3);
    }

    [Fact]
    public async Task A_payment_that_the_psp_does_not_have_is_sent_again_as_the_same_attempt()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Unknown, Authorized)
            .On(PaymentActivities.InquirePayment, NotFound);

        var outcome = await world.RunAsync();

        outcome.Completed.ShouldBeTrue();
        world.Inputs.OfType<AuthorizePaymentRequest>().Select(request => request.Attempt).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_psp_that_tells_by_repetition_only_is_sent_the_same_attempt_again_after_each_pause()
    {
        var silent = new PaymentResult(PaymentStatus.Unknown, ReasonCode: PaymentResult.AskByRepeating);
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Unknown, Unknown, Authorized)
            .On(PaymentActivities.InquirePayment, silent);
        var start = world.CurrentUtcDateTime;

        (await world.RunAsync()).Completed.ShouldBeTrue();

        world.Inputs.OfType<AuthorizePaymentRequest>().Select(request => request.Attempt).ShouldBe([1, 1, 1]);
        world.CallsOf("InquirePayment").ShouldBe(2);
        (world.CurrentUtcDateTime - start).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_capture_that_is_only_received_is_asked_for_with_pauses_until_its_outcome_is_told()
    {
        var received = new PaymentResult(PaymentStatus.Pending, "pi_1");
        var world = World()
            .On(PaymentActivities.CapturePayment, received, received, Captured)
            .On(PaymentActivities.InquirePayment, Authorized);
        var start = world.CurrentUtcDateTime;

        (await world.RunAsync()).Completed.ShouldBeTrue();

        world.CallsOf("CapturePayment").ShouldBe(3);
        (world.CurrentUtcDateTime - start).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task An_outcome_that_stays_unknown_is_reversed_at_the_deadline()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Unknown).On(PaymentActivities.InquirePayment, Unknown);
        var start = world.CurrentUtcDateTime;

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("PAYMENT_UNKNOWN");
        world.Calls.TakeLast(2).ShouldBe(["ReversePayment", "ReleaseItems"]);
        (world.CurrentUtcDateTime - start).ShouldBeGreaterThanOrEqualTo(Deadlines.Inquiry);
    }

    [Fact]
    public async Task A_psp_that_never_has_the_payment_does_not_keep_the_order_for_ever()
    {
        var world = World().On(PaymentActivities.AuthorizePayment, Unknown).On(PaymentActivities.InquirePayment, NotFound);

        (await world.RunAsync()).ReasonCode.ShouldBe("PAYMENT_UNKNOWN");
    }

    [Fact]
    public async Task An_unknown_capture_is_inquired_until_it_is_certain()
    {
        var world = World()
            .On(PaymentActivities.CapturePayment, Unknown)
            .On(PaymentActivities.InquirePayment, Unknown, Captured);

        (await world.RunAsync()).Completed.ShouldBeTrue();
        world.CallsOf("CapturePayment").ShouldBe(1);
    }

    [Fact]
    public async Task A_capture_that_did_not_happen_is_asked_for_again()
    {
        var world = World()
            .On(PaymentActivities.CapturePayment, Unknown, Captured)
            .On(PaymentActivities.InquirePayment, Authorized);

        (await world.RunAsync()).Completed.ShouldBeTrue();
        world.CallsOf("CapturePayment").ShouldBe(2);
    }

    [Fact]
    public async Task A_debit_that_its_bank_confirms_days_later_is_waited_for()
    {
        var pending = new PaymentResult(PaymentStatus.Pending, "pi_1");
        var world = World().On(PaymentActivities.AuthorizePayment, pending);
        var paidAt = world.CurrentUtcDateTime + TimeSpan.FromDays(5);
        world.OnCall(PaymentActivities.InquirePayment, () => world.CurrentUtcDateTime < paidAt ? pending : Captured);

        (await world.RunAsync()).Completed.ShouldBeTrue();

        world.CallsOf("InquirePayment").ShouldBeLessThan(40);
        world.CallsOf("CapturePayment").ShouldBe(0);
    }

    [Fact]
    public async Task A_debit_that_nobody_ever_confirms_is_given_back()
    {
        var pending = new PaymentResult(PaymentStatus.Pending, "pi_1");
        var world = World().On(PaymentActivities.AuthorizePayment, pending).On(PaymentActivities.InquirePayment, pending);
        var start = world.CurrentUtcDateTime;

        var outcome = await world.RunAsync();

        outcome.ReasonCode.ShouldBe("PAYMENT_PENDING_TOO_LONG");
        world.Calls.TakeLast(2).ShouldBe(["ReversePayment", "ReleaseItems"]);
        (world.CurrentUtcDateTime - start).ShouldBe(Deadlines.Settlement);
    }

    [Fact]
    public async Task Another_amount_than_the_orders_is_never_captured()
    {
        var world = World().On(
            PaymentActivities.AuthorizePayment, new PaymentResult(PaymentStatus.Mismatched, "pi_1", ReasonCode: "AMOUNT_MISMATCH"));

        (await world.RunAsync()).ReasonCode.ShouldBe("AMOUNT_MISMATCH");

        world.Calls.ShouldBe(["ReserveItems", "AuthorizePayment", "ReversePayment", "ReleaseItems"]);
    }

    [Fact]
    public async Task The_psps_own_word_hastens_the_inquiry()
    {
        var world = World()
            .On(PaymentActivities.AuthorizePayment, Unknown)
            .On(PaymentActivities.InquirePayment, Authorized)
            .Raise("psp-update");
        var start = world.CurrentUtcDateTime;

        await world.RunAsync();

        world.CurrentUtcDateTime.ShouldBe(start);
    }
}

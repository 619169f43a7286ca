using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Services.Tests.CheckoutApi.Status;

public sealed class ProgressTruthTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly CheckoutProgress Challenged = new(
        3, CheckoutPhase.AwaitingShopper, Now, new Challenge(1, new PaymentAction("3ds_1", "https://psp.example"), Now.AddMinutes(15)));

    [Theory]
    [InlineData(WorkflowRuntimeStatus.Running)]
    [InlineData(WorkflowRuntimeStatus.Pending)]
    [InlineData(WorkflowRuntimeStatus.Completed)]
    public void A_workflow_that_speaks_for_itself_is_believed(WorkflowRuntimeStatus status)
    {
        ProgressTruth.IsIrregular(status).ShouldBeFalse();
        ProgressTruth.Of(status, Challenged, Now).ShouldBe(Challenged);
    }

    [Theory]
    [InlineData(WorkflowRuntimeStatus.Failed)]
    [InlineData(WorkflowRuntimeStatus.Terminated)]
    [InlineData(WorkflowRuntimeStatus.Canceled)]
    public void One_that_was_stopped_is_failed_and_may_have_charged(WorkflowRuntimeStatus status)
    {
        var shown = ProgressTruth.Of(status, Challenged, Now.AddMinutes(1));

        ProgressTruth.IsIrregular(status).ShouldBeTrue();
        shown.Phase.ShouldBe(CheckoutPhase.Stuck);
        shown.Challenge.ShouldBeNull();
        shown.Version.ShouldBe(4);
        shown.ChangedAt.ShouldBe(Now.AddMinutes(1));
        shown.ReasonCode.ShouldBe("ORDER_STOPPED");
    }

    [Theory]
    [InlineData(CheckoutPhase.Done)]
    [InlineData(CheckoutPhase.Failed)]
    public void One_that_was_stopped_after_its_end_keeps_it(CheckoutPhase end)
    {
        var progress = new CheckoutProgress(5, end, Now);

        ProgressTruth.Of(WorkflowRuntimeStatus.Terminated, progress, Now.AddMinutes(1)).ShouldBe(progress);
    }

    [Theory]
    [InlineData(WorkflowRuntimeStatus.Suspended, "ORDER_HELD")]
    [InlineData(WorkflowRuntimeStatus.Stalled, "ORDER_STALLED")]
    public void One_that_is_held_is_where_it_was_and_says_so(WorkflowRuntimeStatus status, string reason)
    {
        var shown = ProgressTruth.Of(status, Challenged, Now);

        ProgressTruth.IsIrregular(status).ShouldBeTrue();
        shown.ShouldBe(Challenged with { ReasonCode = reason, Reason = shown.Reason });
    }

    [Fact]
    public void Without_a_report_the_version_is_unknown_and_not_shown()
    {
        var shown = ProgressTruth.Of(WorkflowRuntimeStatus.Suspended, reported: null, Now);

        var result = StatusView.Of(new CheckoutSnapshot("trk_1", "acme", shown), "https://pay.example/checkout", attempt: 1, Now);
        shown.ShownVersion.ShouldBeNull();
        result.Status.MessageCode.ShouldBe("CHECK_OUT_PROCESSING");
        result.FollowUpInstructions!.RetryAfterSeconds.ShouldBe(30);
        result.Message.ShouldNotBeNull().ShouldStartWith("ORDER_HELD");
    }
}

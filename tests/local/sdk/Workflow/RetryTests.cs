using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;

namespace Checkout.Local.Tests.Sdk.Workflow;

public sealed class RetryTests
{
    private static readonly WorkflowRetryPolicy ThreeAttempts = new(3, TimeSpan.FromSeconds(1), backoffCoefficient: 2);

    [Fact]
    public async Task A_chain_of_three_attempts_takes_the_numbers_0_to_4_and_ends_with_the_last_failure()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallActivityAsync<string>("Flaky", options: new WorkflowTaskOptions(ThreeAttempts)));
        var first = Single(await run.StartAsync());
        var timer = Single(await run.NextAsync(Inbox.TaskFailed(0)));
        var second = Single(await run.NextAsync(Inbox.TimerFired(1)));
        var timer2 = Single(await run.NextAsync(Inbox.TaskFailed(2, isNonRetriable: true)));
        var third = Single(await run.NextAsync(Inbox.TimerFired(3)));
        var end = Single(await run.NextAsync(Inbox.TaskFailed(4, "closed")));

        new[] { first.Id, timer.Id, second.Id, timer2.Id, third.Id }.ShouldBe([0, 1, 2, 3, 4]);
        var keys = new[] { first, second, third }.Select(a => a.ScheduleTask.TaskExecutionId).ToList();
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        timer2.CreateTimer.ActivityRetry.TaskExecutionId.ShouldBe(keys[0]);
        timer.CreateTimer.FireAt.ShouldBe(WorkflowRun.At(3 + 1));
        timer2.CreateTimer.FireAt.ShouldBe(WorkflowRun.At(3 + 2));
        end.CompleteWorkflow.WorkflowStatus.ShouldBe(OrchestrationStatus.Failed);
        end.CompleteWorkflow.FailureDetails.ErrorMessage.ShouldBe("Task failed: closed");
        end.CompleteWorkflow.FailureDetails.ErrorType.ShouldBe(typeof(WorkflowTaskFailedException).FullName);
        end.CompleteWorkflow.FailureDetails.IsNonRetriable.ShouldBeTrue();
    }

    [Fact]
    public async Task The_longest_interval_caps_the_delay()
    {
        var policy = new WorkflowRetryPolicy(5, TimeSpan.FromSeconds(4), 10, maxRetryInterval: TimeSpan.FromSeconds(6));
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallActivityAsync<string>("Flaky", options: new WorkflowTaskOptions(policy)));
        await run.StartAsync();
        await run.NextAsync(Inbox.TaskFailed(0));
        await run.NextAsync(Inbox.TimerFired(1));
        Single(await run.NextAsync(Inbox.TaskFailed(2))).CreateTimer.FireAt.ShouldBe(WorkflowRun.At(3 + 6));
    }

    [Fact]
    public async Task No_attempt_is_made_after_the_retry_timeout()
    {
        var policy = new WorkflowRetryPolicy(5, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(2));
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallActivityAsync<string>("Flaky", options: new WorkflowTaskOptions(policy)));
        await run.StartAsync();
        Single(await run.NextAsync(Inbox.TaskFailed(0))).CompleteWorkflow.WorkflowStatus.ShouldBe(OrchestrationStatus.Failed);
    }

    [Fact]
    public async Task A_child_without_an_ID_gets_a_new_one_for_each_attempt_and_its_timers_bear_one_more()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallChildWorkflowAsync<string>("Child", options: new ChildWorkflowTaskOptions(RetryPolicy: ThreeAttempts)));
        var first = Single(await run.StartAsync()).CreateChildWorkflow.InstanceId;
        var timer = Single(await run.NextAsync(Inbox.ChildFailed(0))).CreateTimer.ChildWorkflowRetry.InstanceId;
        var second = Single(await run.NextAsync(Inbox.TimerFired(1))).CreateChildWorkflow.InstanceId;
        new[] { first, second, timer }.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        Guid.TryParse(first, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.5)]
    public void Values_out_of_range_are_refused(int attempts, int seconds, double coefficient) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(attempts, TimeSpan.FromSeconds(seconds), coefficient));

    private static WorkflowAction Single(WorkflowResponse response) => response.Actions.ShouldHaveSingleItem();
}

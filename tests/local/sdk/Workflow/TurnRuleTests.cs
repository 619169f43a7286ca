using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Replay;

namespace Checkout.Local.Tests.Sdk.Workflow;

public sealed class TurnRuleTests
{
    [Fact]
    public async Task A_suspension_that_is_not_last_does_not_hold_the_workflow()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => context.CallActivityAsync<string>("Act"));
        await run.StartAsync();
        (await run.NextAsync(Inbox.Suspended())).Actions.ShouldBeEmpty();
        End(await run.NextAsync(Inbox.TaskCompleted(0, "\"r\""))).Result.ShouldBe("\"r\"");
    }

    [Fact]
    public async Task Suspending_a_patched_workflow_repeats_its_patches()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.IsPatched("p1") && context.IsPatched("p2") ? context.CallActivityAsync<string>("New") : Task.FromResult("old"));
        await run.StartAsync();
        foreach (var last in new[] { Inbox.Suspended(), Inbox.Terminated() })
        {
            var version = (await run.NextAsync(last)).Version;
            version.Patches.ShouldBe(["p1", "p2"]);
            version.Name.ShouldBe("W");
        }
    }

    [Fact]
    public async Task A_run_that_passed_a_place_before_its_patch_keeps_the_old_code()
    {
        var isPatched = false;
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var name = isPatched && context.IsPatched("p1") ? "New" : "Old";
            return name + await context.CallActivityAsync<string>("Act") + context.IsPatched("p2");
        });
        await run.StartAsync();
        isPatched = true;
        var response = await run.NextAsync(Inbox.TaskCompleted(0, "\"-\""));
        End(response).Result.ShouldBe("\"Old-True\"");
        response.Version.Patches.ShouldBe(["p2"]);
    }

    [Fact]
    public async Task An_unknown_workflow_fails_for_good()
    {
        var run = new WorkflowRun(_ => { }, name: "Nobody");
        var details = End(await run.StartAsync(), OrchestrationStatus.Failed).FailureDetails;
        details.ErrorType.ShouldBe("WorkflowNotFound");
        details.ErrorMessage.ShouldBe("Workflow 'Nobody' is not registered in this app.");
        details.IsNonRetriable.ShouldBeTrue();
        details.StackTrace.ShouldBe(string.Empty);
    }

    [Fact]
    public async Task A_history_without_a_name_fails()
    {
        var request = new WorkflowRequest { InstanceId = "i1", NewEvents = { Inbox.Raised("E") } };
        var response = await new WorkflowRun(_ => { }).RunAsync(request);
        End(response, OrchestrationStatus.Failed).FailureDetails.ErrorType.ShouldBe("WorkflowNameMissing");
    }

    [Fact]
    public async Task Names_of_workflows_are_compared_without_letter_case()
    {
        var run = new WorkflowRun(o => o.RegisterWorkflow<object?, string>("CHECKOUT", (_, _) => Task.FromResult("ok")), name: "Checkout");
        End(await run.StartAsync()).Result.ShouldBe("\"ok\"");
    }

    [Fact]
    public async Task An_input_that_does_not_parse_fails_and_may_be_retried()
    {
        var run = WorkflowRun.Of<int, string>((_, _) => Task.FromResult("ok"));
        End(await run.StartAsync("\"no number\""), OrchestrationStatus.Failed).FailureDetails.IsNonRetriable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_failed_activity_and_a_failed_child_are_exceptions_with_their_details()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var activity = await FailureOfAsync(context.CallActivityAsync("Act"));
            var child = await FailureOfAsync(context.CallChildWorkflowAsync("Kid"));
            return $"{activity?.Message} | {activity?.FailureDetails.ErrorType} | {child?.Message}";
        });
        await run.StartAsync();
        await run.NextAsync(Inbox.TaskFailed(0, "closed"));
        End(await run.NextAsync(Inbox.ChildFailed(1))).Result
            .ShouldBe("\"Task failed: closed | Shop.Closed | Child workflow \\u0027Kid\\u0027 failed\"");
    }

    [Fact]
    public async Task A_completion_of_the_wrong_kind_fails_the_call()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => context.CallActivityAsync<string>("Act"));
        await run.StartAsync();
        var details = End(await run.NextAsync(Inbox.TimerFired(0)), OrchestrationStatus.Failed).FailureDetails;
        details.ErrorType.ShouldBe(typeof(InvalidOperationException).FullName);
        details.ErrorMessage.ShouldBe("Unexpected history event type for task ID 0");
    }

    [Fact]
    public async Task A_completion_under_an_unknown_number_is_found_by_its_execution_ID()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => context.CallActivityAsync<string>("Act"));
        var key = (await run.StartAsync()).Actions[0].ScheduleTask.TaskExecutionId;
        End(await run.NextAsync(Inbox.TaskCompleted(77, "\"r\"", key))).Result.ShouldBe("\"r\"");
    }

    [Fact]
    public async Task Continue_as_new_can_drop_the_events_that_nobody_took()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
        {
            context.ContinueAsNew(preserveUnprocessedEvents: false);
            return Task.FromResult("ignored");
        });
        var end = End(await run.StartAsync(more: Inbox.Raised("E")), OrchestrationStatus.ContinuedAsNew);
        end.CarryoverEvents.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clock_is_that_of_the_turn_and_replaying_ends_with_the_new_events()
    {
        var seen = new List<(DateTime Time, bool Replaying)>();
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            seen.Add((context.CurrentUtcDateTime, context.IsReplaying));
            await context.CallActivityAsync("Act");
            seen.Add((context.CurrentUtcDateTime, context.IsReplaying));
            return "done";
        });
        await run.StartAsync();
        await run.NextAsync(Inbox.TaskCompleted(0));
        var (start, later) = (WorkflowRun.Epoch, WorkflowRun.Epoch.AddSeconds(3));
        seen.ShouldBe([(start, false), (start, true), (later, false)]);
        seen[0].Time.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task Guids_are_the_same_in_every_replay()
    {
        var seen = new List<Guid>();
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            seen.Add(context.NewGuid());
            seen.Add(context.NewGuid());
            await context.CallActivityAsync("Act");
            return "done";
        });
        await run.StartAsync();
        await run.NextAsync(Inbox.TaskCompleted(0));
        seen.Count.ShouldBe(4);
        seen[2..].ShouldBe(seen[..2]);
        seen[0].ShouldNotBe(seen[1]);
        seen[0].Version.ShouldBe(5);
    }

    [Fact]
    public void Version_5_GUIDs_are_those_of_RFC_9562() =>
        DeterministicIds.Version5(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "python.org")
            .ShouldBe(new Guid("886313e1-3b8a-5372-9b90-0c9aee199e5d"));

    [Fact]
    public async Task Parallel_processing_keeps_to_its_limit_and_to_the_order_of_the_inputs()
    {
        var run = WorkflowRun.Of<object?, int[]>((context, _) =>
            context.ProcessInParallelAsync([1, 2, 3], i => context.CallActivityAsync<int>("Double", i), maxConcurrency: 2));
        (await run.StartAsync()).Actions.Count.ShouldBe(2);
        (await run.NextAsync(Inbox.TaskCompleted(1, "4"))).Actions.ShouldHaveSingleItem().ScheduleTask.Input.ShouldBe("3");
        await run.NextAsync(Inbox.TaskCompleted(2, "6"));
        End(await run.NextAsync(Inbox.TaskCompleted(0, "2"))).Result.ShouldBe("[2,4,6]");
    }

    [Fact]
    public async Task History_that_did_not_fit_is_replayed_after_what_did()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => context.CallActivityAsync<string>("Act"));
        await run.StartAsync();
        var request = new WorkflowRequest { InstanceId = "i1", NewEvents = { Inbox.TaskCompleted(0, "\"r\"") } };
        End(await run.RunAsync(request, run.Past)).Result.ShouldBe("\"r\"");
    }

    [Fact]
    public async Task A_call_of_another_app_stays_local_when_the_own_app_is_unknown()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallActivityAsync<string>("Act", options: new WorkflowTaskOptions(TargetAppId: "other")));
        var action = (await run.StartAsync()).Actions.ShouldHaveSingleItem();
        action.Router.ShouldBeNull();
        action.ScheduleTask.Router.ShouldBeNull();
    }

    private static async Task<WorkflowTaskFailedException?> FailureOfAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (WorkflowTaskFailedException e)
        {
            return e;
        }
    }

    private static CompleteWorkflowAction End(WorkflowResponse response, OrchestrationStatus status = OrchestrationStatus.Completed)
    {
        var end = response.Actions[^1].CompleteWorkflow.ShouldNotBeNull();
        end.WorkflowStatus.ShouldBe(status);
        return end;
    }
}

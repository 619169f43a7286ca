using System.Diagnostics;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;

namespace Checkout.Local.Tests.Sdk.Workflow;

/// <summary>Rules of one turn (sections 5 and 6 of the protocol) beside those of <see cref="TurnRuleTests"/>.</summary>
public sealed class TurnProtocolTests
{
    [Fact]
    public async Task Every_turn_has_a_new_workflow_object()
    {
        var run = new WorkflowRun(options => options.RegisterWorkflow<Counting>("W"));
        await run.StartAsync();
        End(await run.NextAsync(Inbox.TaskCompleted(0))).Result.ShouldBe("1");
    }

    [Fact]
    public async Task A_workflow_that_cannot_be_made_fails_for_good()
    {
        var run = new WorkflowRun(options => options.RegisterWorkflow<NeedsAService>("W"));
        End(await run.StartAsync(), OrchestrationStatus.Failed).FailureDetails.IsNonRetriable.ShouldBeTrue();
    }

    [Fact]
    public async Task The_newest_start_counts()
    {
        var run = WorkflowRun.Of<string, string>((_, input) => Task.FromResult(input), name: "New");
        var response = await run.RunAsync(new WorkflowRequest
        {
            InstanceId = "i1",
            PastEvents = { WorkflowRun.Started("Old", "\"old\"") },
            NewEvents = { WorkflowRun.Started("New", "\"new\"") },
        });
        End(response).Result.ShouldBe("\"new\"");
    }

    [Fact]
    public async Task Without_a_start_the_recorded_version_names_the_workflow()
    {
        var run = WorkflowRun.Of<object?, string>((_, _) => Task.FromResult("ok"));
        var started = new HistoryEvent
        {
            EventId = -1, Timestamp = WorkflowRun.At(0), WorkflowStarted = new WorkflowStartedEvent { Version = new WorkflowVersion { Name = "W" } },
        };
        End(await run.RunAsync(new WorkflowRequest { InstanceId = "i1", NewEvents = { started } })).Result.ShouldBe("\"ok\"");
    }

    [Fact]
    public async Task The_own_app_is_the_one_that_the_start_was_sent_to()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallActivityAsync<string>("Act", options: new WorkflowTaskOptions(TargetAppId: "other")));
        var action = (await run.StartAsync(router: new TaskRouter { SourceAppID = "parent", TargetAppID = "own" })).Actions.ShouldHaveSingleItem();
        action.Router.ShouldBe(new TaskRouter { SourceAppID = "own", TargetAppID = "other" });
        action.ScheduleTask.Router.ShouldBe(action.Router);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_absent_input_is_the_default(string? input)
    {
        var run = WorkflowRun.Of<int?, string>((_, number) => Task.FromResult($"{number is null}"));
        End(await run.StartAsync(input)).Result.ShouldBe("\"True\"");
    }

    [Fact]
    public async Task Code_runs_without_a_synchronization_context_and_within_the_trace_of_its_start()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var run = WorkflowRun.Of<object?, string>((_, _) =>
            Task.FromResult($"{SynchronizationContext.Current is null} {Activity.Current?.TraceId}"));
        var start = WorkflowRun.Started("W");
        start.ExecutionStarted.ParentTraceContext = new TraceContext { TraceParent = $"00-{trace}-00f067aa0ba902b7-01" };
        var response = await run.RunAsync(new WorkflowRequest { InstanceId = "i1", NewEvents = { start } });
        End(response).Result.ShouldBe($"\"True {trace}\"");
    }

    [Fact]
    public async Task Calls_that_nobody_awaits_are_sent_before_the_end_and_the_end_has_no_number()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
        {
            _ = context.CallActivityAsync("First");
            _ = context.CreateTimer(TimeSpan.FromSeconds(1));
            _ = context.CallActivityAsync("Third");
            return Task.FromResult("done");
        });
        var actions = (await run.StartAsync()).Actions;
        actions.Select(action => action.Id).ShouldBe([0, 1, 2, 0]);
        actions[^1].CompleteWorkflow.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_completion_that_comes_before_its_call_is_kept_for_it()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            await context.WaitForExternalEventAsync<string>("Go");
            return await context.CallActivityAsync<string>("Act");
        });
        await run.StartAsync();
        await run.NextAsync(Inbox.TaskCompleted(0, "\"early\""));
        var response = await run.NextAsync(Inbox.Raised("Go"));
        response.Actions.ShouldHaveSingleItem();
        End(response).Result.ShouldBe("\"early\"");
    }

    [Fact]
    public async Task A_child_is_found_by_its_ID_even_under_another_number()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.CallChildWorkflowAsync<string>("Kid", options: new ChildWorkflowTaskOptions(InstanceId: "kid")));
        var created = new HistoryEvent
        {
            EventId = 7,
            Timestamp = WorkflowRun.At(0),
            ChildWorkflowInstanceCreated = new ChildWorkflowInstanceCreatedEvent { InstanceId = "kid", Name = "Kid" },
        };
        var response = await run.RunAsync(new WorkflowRequest
        {
            InstanceId = "i1", PastEvents = { WorkflowRun.Started("W"), created }, NewEvents = { Inbox.ChildCompleted(7, "\"grown\"") },
        });
        response.Actions.ShouldHaveSingleItem();
        End(response).Result.ShouldBe("\"grown\"");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Empty_results_and_payloads_are_the_default(string? empty)
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var result = await context.CallActivityAsync<int?>("Act");
            return $"{result is null} {await context.WaitForExternalEventAsync<int?>("E") is null}";
        });
        await run.StartAsync();
        await run.NextAsync(Inbox.TaskCompleted(0, empty));
        End(await run.NextAsync(Inbox.Raised("E", empty))).Result.ShouldBe("\"True True\"");
    }

    [Fact]
    public async Task A_call_without_input_sends_an_empty_one_under_the_same_key_in_every_replay()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var first = context.CallActivityAsync<string>("Act");
            await context.WaitForExternalEventAsync<string>("Go");
            return await first;
        });
        var sent = (await run.StartAsync()).Actions.ShouldHaveSingleItem().ScheduleTask;
        sent.Input.ShouldBe(string.Empty);
        sent.TaskExecutionId.ShouldMatch("^[0-9a-f]{32}$");
        var replay = WorkflowRun.Of<object?, string>((context, _) => context.CallActivityAsync<string>("Act"));
        (await replay.StartAsync()).Actions[0].ScheduleTask.TaskExecutionId.ShouldBe(sent.TaskExecutionId);
    }

    [Fact]
    public async Task A_timer_needs_a_UTC_time_and_is_sent_even_when_it_is_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            Should.Throw<ArgumentException>(() => context.CreateTimer(DateTime.SpecifyKind(WorkflowRun.Epoch, DateTimeKind.Local), giveUp.Token));
            var timer = context.CreateTimer(WorkflowRun.Epoch.AddHours(1), giveUp.Token);
            GiveUp();
            await timer;
            return "never";

            void GiveUp() => giveUp.Cancel(); // CancelAsync would leave the workflow's thread
        });
        var actions = (await run.StartAsync()).Actions;
        actions[0].CreateTimer.FireAt.ShouldBe(WorkflowRun.At(3600));
        actions[0].CreateTimer.OriginCase.ShouldBe(CreateTimerAction.OriginOneofCase.CreateTimer);
        actions[1].CompleteWorkflow.FailureDetails.ErrorType.ShouldBe(typeof(TaskCanceledException).FullName);
    }

    [Fact]
    public async Task The_custom_status_is_sent_in_every_turn_and_null_clears_it()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEventAsync<string>("A");
            await context.WaitForExternalEventAsync<string>("B");
            context.SetCustomStatus(null);
            return "done";
        });
        (await run.StartAsync()).CustomStatus.ShouldBe("\"waiting\"");
        (await run.NextAsync(Inbox.Raised("A"))).CustomStatus.ShouldBe("\"waiting\"");
        (await run.NextAsync(Inbox.Raised("B"))).CustomStatus.ShouldBeNull();
    }

    [Fact]
    public async Task An_exception_fails_the_workflow_for_good_without_its_inner_ones()
    {
        var run = WorkflowRun.Of<object?, string>((_, _) =>
            throw new InvalidOperationException("outer", new ArgumentException("inner")));
        var details = End(await run.StartAsync(), OrchestrationStatus.Failed).FailureDetails;
        details.ErrorType.ShouldBe("System.InvalidOperationException");
        details.ErrorMessage.ShouldBe("outer");
        details.StackTrace.ShouldNotBeNullOrEmpty();
        details.IsNonRetriable.ShouldBeTrue();
        details.InnerFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Continue_as_new_takes_a_number_and_goes_with_the_calls_before_it()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
        {
            _ = context.CallActivityAsync("Act");
            context.ContinueAsNew("next");
            return Task.FromResult("ignored");
        });
        var actions = (await run.StartAsync()).Actions;
        actions.Select(action => action.Id).ShouldBe([0, 1]);
        End(await Task.FromResult(new WorkflowResponse { Actions = { actions } }), OrchestrationStatus.ContinuedAsNew).Result.ShouldBe("\"next\"");
    }

    [Fact]
    public async Task A_child_with_an_ID_keeps_it_in_every_attempt()
    {
        var options = new ChildWorkflowTaskOptions("kid", new WorkflowRetryPolicy(2, TimeSpan.FromSeconds(1)));
        var run = WorkflowRun.Of<object?, string>((context, _) => context.CallChildWorkflowAsync<string>("Kid", options: options));
        (await run.StartAsync()).Actions[0].CreateChildWorkflow.InstanceId.ShouldBe("kid");
        await run.NextAsync(Inbox.ChildFailed(0));
        (await run.NextAsync(Inbox.TimerFired(1))).Actions[0].CreateChildWorkflow.InstanceId.ShouldBe("kid");
    }

    [Fact]
    public async Task Guids_are_those_of_the_execution_if_its_ID_is_known()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => Task.FromResult(context.NewGuid().ToString()));
        var answers = new List<string>();
        foreach (var execution in new[] { null, "e1", "e2" })
        {
            var request = new WorkflowRequest { InstanceId = "i1", ExecutionId = execution, NewEvents = { WorkflowRun.Started("W") } };
            answers.Add(End(await run.RunAsync(request)).Result);
        }

        answers.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
    }

    private static CompleteWorkflowAction End(WorkflowResponse response, OrchestrationStatus status = OrchestrationStatus.Completed)
    {
        var end = response.Actions[^1].CompleteWorkflow.ShouldNotBeNull();
        end.WorkflowStatus.ShouldBe(status);
        return end;
    }

    private sealed class Counting : Workflow<object?, int>
    {
        private int turns;

        public override async Task<int> RunAsync(WorkflowContext context, object? input)
        {
            turns++;
            await context.CallActivityAsync("Act");
            return turns;
        }
    }

    private sealed class NeedsAService(TimeProvider time) : Workflow<object?, string>
    {
        public override Task<string> RunAsync(WorkflowContext context, object? input) => Task.FromResult($"{time}");
    }
}

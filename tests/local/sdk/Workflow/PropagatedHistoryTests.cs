using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Google.Protobuf;
using HistoryPropagationScope = Dapr.Workflow.HistoryPropagationScope;
using PropagatedHistory = Dapr.Workflow.PropagatedHistory;

namespace Checkout.Local.Tests.Sdk.Workflow;

/// <summary>History that is handed down (section 6.11 of the protocol).</summary>
public sealed class PropagatedHistoryTests
{
    [Fact]
    public async Task A_call_says_how_much_history_it_hands_down()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            _ = context.CallActivityAsync("A", options: new WorkflowTaskOptions().WithHistoryPropagation(HistoryPropagationScope.OwnHistory));
            _ = context.CallChildWorkflowAsync(
                "C", options: new ChildWorkflowTaskOptions().WithHistoryPropagation(HistoryPropagationScope.Lineage));
            await context.CallActivityAsync("Plain");
            return "done";
        });

        var actions = (await run.StartAsync()).Actions;

        ((int)actions[0].ScheduleTask.HistoryPropagationScope).ShouldBe(1);
        ((int)actions[1].CreateChildWorkflow.HistoryPropagationScope).ShouldBe(2);
        actions[2].ScheduleTask.HasHistoryPropagationScope.ShouldBeFalse();
    }

    [Fact]
    public async Task A_workflow_reads_the_calls_of_those_above_it_with_their_ends()
    {
        PropagatedHistory? seen = null;
        var run = WorkflowRun.Of<object?, string>((context, _) =>
        {
            seen = context.GetPropagatedHistory();
            return Task.FromResult("done");
        });
        var request = new WorkflowRequest { InstanceId = "i1", NewEvents = { WorkflowRun.Started("W") }, PropagatedHistory = new() };
        request.PropagatedHistory.Chunks.Add(Chunk("Root", "shop", Scheduled(0, "Pay"), Inbox.TaskCompleted(0, "\"paid\""), Scheduled(1, "Ship")));
        request.PropagatedHistory.Chunks.Add(Chunk("Parent", "store", Created(0, "Kid"), Inbox.ChildFailed(0, "lost")));

        await run.RunAsync(request);

        var history = seen.ShouldNotBeNull();
        history.GetAppIds().ShouldBe(["shop", "store"]);
        var root = history.GetEventsByWorkflowName("root").ShouldHaveSingleItem();
        root.Activities.Select(activity => (activity.Name, activity.Status, activity.Output))
            .ShouldBe([("Pay", PropagatedHistoryStatus.Completed, "\"paid\""), ("Ship", PropagatedHistoryStatus.Pending, null)]);
        history.TryGetLastWorkflowEventByName("Parent", out var parent).ShouldBeTrue();
        parent.ShouldBe(history.GetByAppId("STORE").ShouldHaveSingleItem());
        var kid = parent.ShouldNotBeNull().Workflows.ShouldHaveSingleItem();
        (kid.Name, kid.Status, kid.FailureDetails?.ErrorMessage).ShouldBe(("Kid", PropagatedHistoryStatus.Failed, "lost"));
        history.GetByInstanceId("nobody").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_any_there_is_no_history()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => Task.FromResult($"{context.GetPropagatedHistory() is null}"));
        (await run.StartAsync()).Actions[^1].CompleteWorkflow.Result.ShouldBe("\"True\"");
    }

    private static PropagatedHistoryChunk Chunk(string name, string appId, params HistoryEvent[] events)
    {
        var chunk = new PropagatedHistoryChunk { WorkflowName = name, AppId = appId, InstanceId = name + "-1" };
        chunk.RawEvents.AddRange(events.Select(e => e.ToByteString()));
        return chunk;
    }

    private static HistoryEvent Scheduled(int id, string name) => new() { EventId = id, TaskScheduled = new TaskScheduledEvent { Name = name } };

    private static HistoryEvent Created(int id, string name) =>
        new() { EventId = id, ChildWorkflowInstanceCreated = new ChildWorkflowInstanceCreatedEvent { Name = name, InstanceId = "k" } };
}

using System.Threading.Channels;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>A worker whose turns and activities are functions of what it is sent, as replay makes real workflow code.</summary>
internal sealed class ScriptedWorker(GrpcClient client) : IAsyncDisposable
{
    private readonly CancellationTokenSource close = new();
    private readonly Channel<WorkItem> seen = Channel.CreateUnbounded<WorkItem>();
    private Task stream = Task.CompletedTask;

    /// <summary>Answers a turn; null leaves it unanswered.</summary>
    internal Func<WorkflowRequest, WorkflowResponse?> Turn { get; init; } = _ => null;

    /// <summary>Answers an activity; null leaves it unanswered.</summary>
    internal Func<ActivityRequest, ActivityResponse?> Activity { get; init; } = _ => null;

    /// <summary>Everything that was sent, in order.</summary>
    internal ChannelReader<WorkItem> Seen => seen.Reader;

    internal async Task<ScriptedWorker> ConnectAsync()
    {
        stream = await client.OpenWorkerAsync(item => _ = AnswerAsync(item), close.Token);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await close.CancelAsync();
        await Task.WhenAny(stream);
        close.Dispose();
    }

    /// <summary>Runs these activities one after another, then completes.</summary>
    internal static Func<WorkflowRequest, WorkflowResponse> Sequence(params (string App, string Name)[] activities) => turn =>
    {
        var done = turn.PastEvents.Concat(turn.NewEvents).Count(e => e.TaskCompleted is not null);
        return done < activities.Length ? Answer(turn, Schedule(done, activities[done])) : Answer(turn, Complete(done));
    };

    internal static WorkflowAction Schedule(int id, (string App, string Name) activity) => new()
    {
        Id = id,
        ScheduleTask = new ScheduleTaskAction { Name = activity.Name, Input = $"{id}", TaskExecutionId = $"exec-{id}" },
        Router = new TaskRouter { SourceAppID = "orders", TargetAppID = activity.App },
    };

    internal static WorkflowAction Complete(int id, string result = "\"done\"") => new()
    {
        Id = id,
        CompleteWorkflow = new CompleteWorkflowAction { WorkflowStatus = OrchestrationStatus.Completed, Result = result },
    };

    internal static WorkflowAction Timer(int id, DateTimeOffset due) => new()
    {
        Id = id,
        CreateTimer = new CreateTimerAction { FireAt = Timestamp.FromDateTimeOffset(due), CreateTimer = new TimerOriginCreateTimer() },
    };

    internal static WorkflowResponse Answer(WorkflowRequest turn, params WorkflowAction[] actions) =>
        new() { InstanceId = turn.InstanceId, Actions = { actions } };

    internal static ActivityResponse Result(ActivityRequest activity) => new()
    {
        InstanceId = activity.WorkflowInstance.InstanceId, TaskId = activity.TaskId, Result = $"\"{activity.Name}\"",
    };

    private async Task AnswerAsync(WorkItem item)
    {
        seen.Writer.TryWrite(item);
        if (item.WorkflowRequest is { } turn && Turn(turn) is { } answer)
        {
            await client.TaskHubAsync("CompleteOrchestratorTask", answer, CompleteTaskResponse.Parser);
        }
        else if (item.ActivityRequest is { } activity && Activity(activity) is { } result)
        {
            await client.TaskHubAsync("CompleteActivityTask", result, CompleteTaskResponse.Parser);
        }
    }
}

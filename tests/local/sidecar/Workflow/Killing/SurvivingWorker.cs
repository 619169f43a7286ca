using System.Collections.Concurrent;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

/// <summary>
/// A worker that outlives its sidecar: connects again whenever that is back, and leaves answers that did not arrive to the next delivery.
/// </summary>
/// <param name="sidecars">What gets killed.</param>
/// <param name="appId">The app that it works for.</param>
/// <param name="boundary">Called with the name of each point between two commits when it is reached.</param>
internal sealed class SurvivingWorker(KilledSidecars sidecars, string appId, Func<string, Task> boundary) : IAsyncDisposable
{
    private readonly GrpcClient client = sidecars.Client(appId);
    private readonly CancellationTokenSource close = new();
    private Task work = Task.CompletedTask;

    /// <summary>Every answer that an activity was given, by instance and task: its effects.</summary>
    public ConcurrentDictionary<(string InstanceId, int TaskId), ConcurrentBag<string>> Effects { get; } = [];

    public SurvivingWorker Begin()
    {
        work = WorkAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await close.CancelAsync();
        await Task.WhenAny(work);
        client.Dispose();
        close.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!close.IsCancellationRequested)
        {
            await sidecars.Up.WaitAsync(close.Token);
            try
            {
                await await client.OpenWorkerAsync(item => _ = AnswerAsync(item), close.Token);
            }
            catch (Exception) when (!close.IsCancellationRequested)
            {
                continue; // killed
            }
        }
    }

    private async Task AnswerAsync(WorkItem item)
    {
        var name = item.WorkflowRequest is { } request
            ? $"{(KilledWorkflow.IsChild(request.InstanceId) ? "child" : "parent")} turn after {request.PastEvents.Count} events"
            : $"activity {item.ActivityRequest.Name}{item.ActivityRequest.TaskId}";
        await boundary(name + " received");
        try
        {
            if (item.WorkflowRequest is { } turn)
            {
                await client.TaskHubAsync("CompleteOrchestratorTask", KilledWorkflow.Turn(turn), CompleteTaskResponse.Parser);
            }
            else
            {
                await client.TaskHubAsync("CompleteActivityTask", Run(item.ActivityRequest), CompleteTaskResponse.Parser);
            }
        }
        catch (Exception)
        {
            return; // killed; the work comes again
        }

        await boundary(name + " answered");
    }

    private ActivityResponse Run(ActivityRequest activity)
    {
        var effect = $"{activity.Name}-{Guid.NewGuid():N}";
        var instanceId = activity.WorkflowInstance.InstanceId;
        Effects.GetOrAdd((instanceId, activity.TaskId), _ => []).Add(effect);
        var answer = new ActivityResponse { InstanceId = instanceId, TaskId = activity.TaskId };
        if (!KilledWorkflow.IsChild(instanceId) && KilledWorkflow.Fails(activity))
        {
            answer.FailureDetails = new TaskFailureDetails { ErrorType = "Refused", ErrorMessage = effect };
        }
        else
        {
            answer.Result = effect;
        }

        return answer;
    }
}

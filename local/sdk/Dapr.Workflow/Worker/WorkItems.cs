using Dapr.Common.Channels;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow.Replay;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Dapr.Workflow.Worker;

/// <summary>Runs work items, at most 100 turns and 100 activities at a time, and sends each result once.</summary>
internal sealed class WorkItems(
    WorkflowChannel channel, WorkflowTurn turn, ActivityRunner activities, ILogger<WorkItems> logger) : IDisposable
{
    private const int MaxTurns = 100;
    private const int MaxActivities = 100;
    private readonly SemaphoreSlim turnGate = new(MaxTurns);
    private readonly SemaphoreSlim activityGate = new(MaxActivities);

    /// <summary>Runs one item. Never throws: what cannot be delivered is delivered again by the sidecar.</summary>
    public async Task HandleAsync(WorkItem item, CancellationToken stoppingToken)
    {
        try
        {
            switch (item.RequestCase)
            {
                case WorkItem.RequestOneofCase.WorkflowRequest:
                    await GuardedAsync(
                        turnGate,
                        TaskHubMethods.CompleteOrchestratorTask,
                        async () => await RunTurnAsync(item, stoppingToken),
                        stoppingToken);
                    break;
                case WorkItem.RequestOneofCase.ActivityRequest:
                    await GuardedAsync(
                        activityGate,
                        TaskHubMethods.CompleteActivityTask,
                        async () => await activities.RunAsync(item.ActivityRequest, item.CompletionToken),
                        stoppingToken);
                    break;
                default:
                    logger.LogWarning("The sidecar sent a work item of an unknown kind; it is dropped.");
                    break;
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogError(e, "The result of a work item ({Kind}) could not be delivered.", item.RequestCase);
        }
        catch (Exception e)
        {
            logger.LogDebug(e, "A work item ({Kind}) was given up at shutdown.", item.RequestCase);
        }
    }

    public void Dispose()
    {
        turnGate.Dispose();
        activityGate.Dispose();
    }

    private async Task GuardedAsync(
        SemaphoreSlim gate, GrpcMethod<CompleteTaskResponse> complete, Func<Task<IMessage>> run, CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        try
        {
            var result = await run();
            await channel.Channel.CallAsync(complete, result, stoppingToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<WorkflowResponse> RunTurnAsync(WorkItem item, CancellationToken stoppingToken)
    {
        var request = item.WorkflowRequest;
        if (!request.RequiresHistoryStreaming)
        {
            return await turn.RunAsync(request, item.CompletionToken);
        }

        var history = await channel.Channel.CallAsync(
            TaskHubMethods.GetInstanceHistory, new GetInstanceHistoryRequest { InstanceId = request.InstanceId }, stoppingToken);
        return await turn.RunAsync(request, item.CompletionToken, history.Events);
    }
}

using System.Collections.Concurrent;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

/// <summary>One run of the workflow as its client sees it: calls are repeated until they are acknowledged, and not once more.</summary>
internal sealed class KilledRun(KilledSidecars sidecars, GrpcClient client, string id)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Starts the workflow, gives it its event, and waits for its end.</summary>
    public async Task<WorkflowState> RunAsync(Func<string, Task> boundary)
    {
        var start = new CreateInstanceRequest { InstanceId = id, Name = "W", Input = "1" };
        await AcknowledgedAsync("StartInstance", start, CreateInstanceResponse.Parser);
        await boundary("start acknowledged");
        (await GetAsync()).Exists.ShouldBeTrue($"the acknowledged start of {id} is lost");
        var raise = new RaiseEventRequest { InstanceId = id, Name = KilledWorkflow.Event, Input = $"event-of-{id}" };
        await AcknowledgedAsync("RaiseEvent", raise, RaiseEventResponse.Parser);
        await boundary("event acknowledged");
        var wait = new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true };
        try
        {
            return (await AcknowledgedAsync("WaitForInstanceCompletion", wait, GetInstanceResponse.Parser)).WorkflowState;
        }
        catch (Exception e)
        {
            var history = await HistoryAsync(id);
            throw new InvalidOperationException(
                $"{id} does not end; {sidecars.Kills} kills; it came to: {string.Join(", ", history.Select(h => h.EventTypeCase))}", e);
        }
    }

    /// <summary>Checks that every effect took place, and that one result of each, and only one, was used.</summary>
    public async Task CheckAsync(WorkflowState end, ConcurrentDictionary<(string InstanceId, int TaskId), ConcurrentBag<string>> effects)
    {
        end.WorkflowStatus.ShouldBe(OrchestrationStatus.Completed, id);
        var history = await HistoryAsync(id);
        end.Output.ShouldBe(KilledWorkflow.Output(history));
        history.Count(e => e.ExecutionStarted is not null).ShouldBe(1);
        history.Count(e => e.EventRaised is { } raised && string.Equals(raised.Input, $"event-of-{id}", StringComparison.Ordinal))
            .ShouldBeGreaterThan(0);
        foreach (var timer in KilledWorkflow.Timers)
        {
            history.Count(e => e.TimerFired?.TimerId == timer).ShouldBe(1, $"timer {timer} of {id}");
        }

        foreach (var task in KilledWorkflow.Activities)
        {
            var result = OnlyResult(history, task);
            effects[(id, task)].ShouldContain(
                effect => string.Equals(effect, result, StringComparison.Ordinal), $"activity {task} of {id}");
        }

        var child = KilledWorkflow.ChildOf(id);
        var childResult = OnlyResult(await HistoryAsync(child), 0);
        effects[(child, 0)].ShouldContain(effect => string.Equals(effect, childResult, StringComparison.Ordinal));
        history.Single(e => e.ChildWorkflowInstanceCompleted is not null).ChildWorkflowInstanceCompleted.Result.ShouldBe(childResult);
    }

    private static string OnlyResult(IReadOnlyList<HistoryEvent> history, int task)
    {
        history.Count(e => e.TaskScheduled is not null && e.EventId == task).ShouldBe(1);
        var result = history.Where(e => e.TimerFired is null && KilledWorkflow.ResultOf(e) == task).ShouldHaveSingleItem();
        return result.TaskCompleted?.Result ?? result.TaskFailed?.FailureDetails.ErrorMessage ?? string.Empty;
    }

    private async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string instanceId) => (await AcknowledgedAsync(
        "GetInstanceHistory", new GetInstanceHistoryRequest { InstanceId = instanceId }, GetInstanceHistoryResponse.Parser)).Events;

    private Task<GetInstanceResponse> GetAsync() =>
        AcknowledgedAsync("GetInstance", new GetInstanceRequest { InstanceId = id }, GetInstanceResponse.Parser);

    private async Task<T> AcknowledgedAsync<T>(string method, IMessage request, MessageParser<T> parser)
        where T : class, IMessage<T>, new()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            await sidecars.Up.WaitAsync(patience.Token);
            try
            {
                return await client.TaskHubAsync(method, request, parser, Patience);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
            {
                return new T(); // a start that was durable although its acknowledgement got lost
            }
            catch (Exception e) when (IsOfKill(e) && !patience.IsCancellationRequested)
            {
                continue;
            }
        }
    }

    // A connection that breaks, and an answer without its status or cut off in the middle.
    private static bool IsOfKill(Exception e) =>
        e is HttpRequestException or IOException or RpcException { StatusCode: StatusCode.Unknown or StatusCode.Internal };
}

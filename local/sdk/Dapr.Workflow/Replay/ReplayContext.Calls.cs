using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ProtoScope = Dapr.DurableTask.Protobuf.HistoryPropagationScope;

namespace Dapr.Workflow.Replay;

/// <summary>Activities and child workflows.</summary>
internal sealed partial class ReplayContext
{
    public override Task<T> CallActivityAsync<T>(string name, object? input = null, WorkflowTaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (options?.RetryPolicy is not { } policy)
        {
            return CallActivityOnceAsync<T>(name, input, options);
        }

        var firstAttempt = ids.TaskExecutionId(tasks.NextId, name);
        return RetryAsync(policy, () => CallActivityOnceAsync<T>(name, input, options), () => new CreateTimerAction
        {
            ActivityRetry = new TimerOriginActivityRetry { TaskExecutionId = firstAttempt },
        });
    }

    public override Task<TResult> CallChildWorkflowAsync<TResult>(
        string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workflowName);
        if (options?.RetryPolicy is not { } policy)
        {
            return CallChildOnceAsync<TResult>(workflowName, input, options);
        }

        // Without an ID of its own each attempt makes a new one; the timers bear one more, which no attempt uses.
        var chainId = options.InstanceId ?? NewGuid().ToString();
        return RetryAsync(policy, () => CallChildOnceAsync<TResult>(workflowName, input, options), () => new CreateTimerAction
        {
            ChildWorkflowRetry = new TimerOriginChildWorkflowRetry { InstanceId = chainId },
        });
    }

    private async Task<T> CallActivityOnceAsync<T>(string name, object? input, WorkflowTaskOptions? options)
    {
        var id = tasks.NextId;
        var task = new ScheduleTaskAction
        {
            Name = name,
            Input = serializer.Serialize(input),
            TaskExecutionId = ids.TaskExecutionId(id, name),
        };
        var action = new WorkflowAction { ScheduleTask = task };
        if (Route(options) is { } router)
        {
            task.Router = router;
            action.Router = router.Clone();
        }

        if (options is { PropagationScope: not HistoryPropagationScope.None })
        {
            task.HistoryPropagationScope = (ProtoScope)options.PropagationScope;
        }

        var outcome = await tasks.Start(action).Task;
        return outcome.EventTypeCase switch
        {
            HistoryEvent.EventTypeOneofCase.TaskCompleted => serializer.Deserialize<T>(outcome.TaskCompleted.Result)!,
            HistoryEvent.EventTypeOneofCase.TaskFailed => throw Failures.OfActivity(outcome.TaskFailed.FailureDetails),
            _ => throw Unexpected(id),
        };
    }

    private async Task<T> CallChildOnceAsync<T>(string name, object? input, ChildWorkflowTaskOptions? options)
    {
        var id = tasks.NextId;
        var child = new CreateChildWorkflowAction
        {
            InstanceId = options?.InstanceId ?? NewGuid().ToString(),
            Name = name,
            Input = serializer.Serialize(input),
        };
        var action = new WorkflowAction { CreateChildWorkflow = child };
        if (Route(options) is { } router)
        {
            child.Router = router;
            action.Router = router.Clone();
        }

        if (options is { PropagationScope: not HistoryPropagationScope.None })
        {
            child.HistoryPropagationScope = (ProtoScope)options.PropagationScope;
        }

        var outcome = await tasks.Start(action).Task;
        return outcome.EventTypeCase switch
        {
            HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCompleted =>
                serializer.Deserialize<T>(outcome.ChildWorkflowInstanceCompleted.Result)!,
            HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceFailed =>
                throw Failures.OfChild(name, outcome.ChildWorkflowInstanceFailed.FailureDetails),
            _ => throw Unexpected(id),
        };
    }

    private async Task<T> RetryAsync<T>(WorkflowRetryPolicy policy, Func<Task<T>> attempt, Func<CreateTimerAction> timer)
    {
        var firstAttemptAt = now;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (WorkflowTaskFailedException) when (attempts < policy.MaxNumberOfAttempts && !IsOver(policy, firstAttemptAt))
            {
                // The timer below stands between this attempt and the next.
            }

            var wait = timer();
            wait.FireAt = Timestamp.FromDateTime(now + Delay(policy, attempts - 1));
            await WaitForTimerAsync(wait, CancellationToken.None);
        }
    }

    private bool IsOver(WorkflowRetryPolicy policy, DateTime firstAttemptAt) =>
        policy.RetryTimeout != Timeout.InfiniteTimeSpan && now >= firstAttemptAt + policy.RetryTimeout;

    private static TimeSpan Delay(WorkflowRetryPolicy policy, int retriesBefore)
    {
        var delay = policy.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, retriesBefore);
        return policy.MaxRetryInterval is { } longest && delay > longest ? longest : delay;
    }

    // An app that does not know its own ID cannot be answered, so its calls stay local.
    private TaskRouter? Route(WorkflowTaskOptions? options) =>
        string.IsNullOrEmpty(options?.TargetAppId) || history.OwnAppId is not { } source
            ? null
            : new TaskRouter { SourceAppID = source, TargetAppID = options.TargetAppId };

    private static InvalidOperationException Unexpected(int id) => new($"Unexpected history event type for task ID {id}");
}

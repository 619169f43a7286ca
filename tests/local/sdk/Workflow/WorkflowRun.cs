using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Replay;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sdk.Workflow;

/// <summary>
/// One run of a workflow, turn by turn, with the history that daprd would keep: new events start with workflowStarted, and what an answer
/// asks for stands in the next turn's past.
/// </summary>
internal sealed class WorkflowRun
{
    public const string InstanceId = "i1";
    public static readonly DateTime Epoch = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly WorkflowTurn turn;
    private readonly string name;

    public WorkflowRun(Action<WorkflowRuntimeOptions> register, string name = "W")
    {
        var options = new WorkflowRuntimeOptions();
        register(options);
        var services = new ServiceCollection().BuildServiceProvider();
        turn = new WorkflowTurn(
            options, services.GetRequiredService<IServiceScopeFactory>(), new JsonDaprSerializer(), NullLoggerFactory.Instance);
        this.name = name;
    }

    /// <summary>What earlier turns have seen, as the next work item shows it.</summary>
    public List<HistoryEvent> Past { get; } = [];

    /// <summary>A run of one workflow given as a function.</summary>
    public static WorkflowRun Of<TInput, TOutput>(Func<WorkflowContext, TInput, Task<TOutput>> code, string name = "W") =>
        new(o => o.RegisterWorkflow(name, code), name);

    public Task<WorkflowResponse> StartAsync(
        string? input = null, TaskRouter? router = null, string token = "", params HistoryEvent[] more) =>
        TurnAsync(0, token, [Started(name, input, router), .. more]);

    public Task<WorkflowResponse> NextAsync(params HistoryEvent[] inbox) => TurnAsync(seconds: 3, token: string.Empty, inbox);

    public async Task<WorkflowResponse> TurnAsync(int seconds, string token, params HistoryEvent[] inbox)
    {
        var request = new WorkflowRequest { InstanceId = InstanceId };
        request.PastEvents.AddRange(Past);
        request.NewEvents.Add(new HistoryEvent { EventId = -1, Timestamp = At(seconds), WorkflowStarted = new WorkflowStartedEvent() });
        request.NewEvents.AddRange(inbox);
        var response = await turn.RunAsync(request, token);
        Keep(request.NewEvents, response);
        return response;
    }

    /// <summary>Runs a turn as it is, without workflowStarted and without keeping anything.</summary>
    public Task<WorkflowResponse> RunAsync(WorkflowRequest request, IReadOnlyList<HistoryEvent>? streamed = null) =>
        turn.RunAsync(request, "ct", streamed);

    public static HistoryEvent Started(string name, string? input = null, TaskRouter? router = null) => new()
    {
        EventId = -1,
        Timestamp = At(0),
        Router = router,
        ExecutionStarted = new ExecutionStartedEvent
        {
            Name = name,
            Input = input,
            WorkflowInstance = new WorkflowInstance { InstanceId = InstanceId },
        },
    };

    public static Timestamp At(int seconds) => Timestamp.FromDateTime(Epoch.AddSeconds(seconds));

    private void Keep(IEnumerable<HistoryEvent> news, WorkflowResponse response)
    {
        Past.AddRange(news);
        if (response.Version is { } version)
        {
            var started = Past.Last(e => e.WorkflowStarted is not null).WorkflowStarted;
            var known = Past
                .SelectMany(e => e.WorkflowStarted?.Version?.Patches ?? Enumerable.Empty<string>())
                .ToHashSet(StringComparer.Ordinal);
            started.Version = new WorkflowVersion { Patches = { version.Patches.Where(known.Add) } };
        }

        Past.AddRange(response.Actions.Where(a => a.CompleteWorkflow is null).Select(Recorded));
    }

    private static HistoryEvent Recorded(WorkflowAction action)
    {
        var e = new HistoryEvent { EventId = action.Id, Timestamp = At(0) };
        switch (action.WorkflowActionTypeCase)
        {
            case WorkflowAction.WorkflowActionTypeOneofCase.ScheduleTask:
                e.TaskScheduled = new TaskScheduledEvent
                {
                    Name = action.ScheduleTask.Name,
                    TaskExecutionId = action.ScheduleTask.TaskExecutionId,
                };
                break;
            case WorkflowAction.WorkflowActionTypeOneofCase.CreateTimer:
                e.TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt };
                break;
            case WorkflowAction.WorkflowActionTypeOneofCase.CreateChildWorkflow:
                e.ChildWorkflowInstanceCreated = new ChildWorkflowInstanceCreatedEvent
                {
                    InstanceId = action.CreateChildWorkflow.InstanceId,
                    Name = action.CreateChildWorkflow.Name,
                };
                break;
            default:
                e.EventSent = new EventSentEvent { InstanceId = action.SendEvent.Instance.InstanceId, Name = action.SendEvent.Name };
                break;
        }

        return e;
    }
}

using Dapr.DurableTask.Protobuf;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace Dapr.Workflow.Replay;

/// <summary>What the events of one turn say about the run as a whole.</summary>
internal sealed class TurnHistory(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> news)
{
    private readonly HistoryEvent? started =
        news.LastOrDefault(e => e.ExecutionStarted is not null) ?? past.LastOrDefault(e => e.ExecutionStarted is not null);

    /// <summary>What earlier turns have seen.</summary>
    public IReadOnlyList<HistoryEvent> Past => past;

    /// <summary>What this turn is for.</summary>
    public IReadOnlyList<HistoryEvent> News => news;

    /// <summary>Kind of the very last event: a suspension or a termination there is all that the turn is about.</summary>
    public EventCase LastKind => (news.Count > 0 ? news[^1] : past.Count > 0 ? past[^1] : null)?.EventTypeCase ?? EventCase.None;

    /// <summary>Name of the workflow; null when no event has it.</summary>
    public string? WorkflowName => started?.ExecutionStarted.Name
        ?? NewestStart(e => e.WorkflowStarted.Version is { HasName: true })?.WorkflowStarted.Version.Name;

    /// <summary>The input; null or empty when there is none.</summary>
    public string? Input => started?.ExecutionStarted.Input;

    /// <summary>The trace that the run belongs to.</summary>
    public TraceContext? ParentTrace => started?.ExecutionStarted.ParentTraceContext;

    /// <summary>ID of this app; null when no event has it.</summary>
    public string? OwnAppId => started?.Router is not { } router
        ? null
        : router.HasTargetAppID ? router.TargetAppID : string.IsNullOrEmpty(router.SourceAppID) ? null : router.SourceAppID;

    /// <summary>The workflow's clock before any event of the turn is fed.</summary>
    public DateTime StartTime =>
        (past.Count > 0 ? past[0] : news.LastOrDefault(e => e.WorkflowStarted is not null) ?? (news.Count > 0 ? news[0] : null))
            ?.Timestamp?.ToDateTime() ?? DateTime.SpecifyKind(default, DateTimeKind.Utc);

    /// <summary>The patches that earlier turns reported, in their order.</summary>
    public IReadOnlyList<string> RecordedPatches { get; } =
        [.. past.SelectMany(e => e.WorkflowStarted?.Version?.Patches ?? Enumerable.Empty<string>())];

    private HistoryEvent? NewestStart(Func<HistoryEvent, bool> has) =>
        news.LastOrDefault(e => e.WorkflowStarted is not null && has(e))
        ?? past.LastOrDefault(e => e.WorkflowStarted is not null && has(e));
}

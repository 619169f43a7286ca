using System.Diagnostics.CodeAnalysis;

namespace Dapr.Workflow;

/// <summary>What the workflows above this one have done, as far as they let it see (<see cref="HistoryPropagationScope"/>).</summary>
/// <param name="events">One entry for each workflow, the immediate parent last.</param>
public sealed class PropagatedHistory(IReadOnlyList<PropagatedHistoryEvent> events)
{
    /// <summary>One entry for each workflow, the immediate parent last.</summary>
    public IReadOnlyList<PropagatedHistoryEvent> Events { get; } = events ?? throw new ArgumentNullException(nameof(events));

    /// <summary>The apps that the workflows ran in, each once, in the order of their first entry.</summary>
    /// <returns>Their IDs.</returns>
    public IReadOnlyList<string> GetAppIds() => [.. Events.Select(entry => entry.AppId).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The entries of an app's workflows.</summary>
    /// <param name="appId">The app; letter case does not count.</param>
    /// <returns>The entries in order; possibly none.</returns>
    public IReadOnlyList<PropagatedHistoryEvent> GetByAppId(string appId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(appId);
        return [.. Events.Where(entry => string.Equals(entry.AppId, appId, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The entries of one instance: several if it was started anew.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <returns>The entries in order; possibly none.</returns>
    public IReadOnlyList<PropagatedHistoryEvent> GetByInstanceId(string instanceId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        return [.. Events.Where(entry => string.Equals(entry.InstanceId, instanceId, StringComparison.Ordinal))];
    }

    /// <summary>The entries of workflows of one name.</summary>
    /// <param name="name">The name; letter case does not count.</param>
    /// <returns>The entries in order; possibly none.</returns>
    public IReadOnlyList<PropagatedHistoryEvent> GetEventsByWorkflowName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return [.. Events.Where(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>Finds the latest entry of a workflow of one name.</summary>
    /// <param name="name">The name; letter case does not count.</param>
    /// <param name="result">The entry, if there is one.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetLastWorkflowEventByName(string name, [NotNullWhen(true)] out PropagatedHistoryEvent? result)
    {
        result = GetEventsByWorkflowName(name) is [.., var last] ? last : null;
        return result is not null;
    }
}

/// <summary>What one workflow has done.</summary>
/// <param name="instanceId">Its ID.</param>
/// <param name="appId">The app that it ran in.</param>
/// <param name="name">Its name.</param>
/// <param name="activities">The activities that it called, in order.</param>
/// <param name="workflows">The child workflows that it called, in order.</param>
public sealed class PropagatedHistoryEvent(
    string instanceId,
    string appId,
    string name,
    IReadOnlyList<PropagatedHistoryActivityResult> activities,
    IReadOnlyList<PropagatedHistoryWorkflowResult> workflows)
{
    /// <summary>Its ID.</summary>
    public string InstanceId { get; } = instanceId ?? throw new ArgumentNullException(nameof(instanceId));

    /// <summary>The app that it ran in.</summary>
    public string AppId { get; } = appId ?? throw new ArgumentNullException(nameof(appId));

    /// <summary>Its name.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The activities that it called, in order.</summary>
    public IReadOnlyList<PropagatedHistoryActivityResult> Activities { get; } = activities ?? throw new ArgumentNullException(nameof(activities));

    /// <summary>The child workflows that it called, in order.</summary>
    public IReadOnlyList<PropagatedHistoryWorkflowResult> Workflows { get; } = workflows ?? throw new ArgumentNullException(nameof(workflows));
}

/// <summary>A call of an activity in propagated history.</summary>
/// <param name="Name">Name of the activity.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Input">Its input as JSON; null for none.</param>
/// <param name="Output">Its output as JSON; null until it has completed.</param>
/// <param name="FailureDetails">How it failed; null unless it has.</param>
public sealed record PropagatedHistoryActivityResult(
    string Name, PropagatedHistoryStatus Status, string? Input, string? Output, WorkflowTaskFailureDetails? FailureDetails);

/// <summary>A call of a child workflow in propagated history.</summary>
/// <param name="Name">Name of the workflow.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Output">Its output as JSON; null until it has completed.</param>
/// <param name="FailureDetails">How it failed; null unless it has.</param>
public sealed record PropagatedHistoryWorkflowResult(
    string Name, PropagatedHistoryStatus Status, string? Output, WorkflowTaskFailureDetails? FailureDetails);

/// <summary>How far a call in propagated history has come.</summary>
public enum PropagatedHistoryStatus
{
    /// <summary>It was called.</summary>
    Pending = 0,

    /// <summary>It has ended well.</summary>
    Completed = 1,

    /// <summary>It has failed.</summary>
    Failed = 2,
}

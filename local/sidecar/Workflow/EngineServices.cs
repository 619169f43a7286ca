using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What all instances of one engine share.</summary>
internal sealed record EngineServices(
    WorkflowJournal Journal, TimerQueue Timers, TimeProvider Time, ILogger Log, CancellationToken Stopping)
{
    /// <summary>Instances that are not finished; the finished ones are only in the store.</summary>
    internal ConcurrentDictionary<InstanceKey, InstanceActor> Active { get; } = [];

    internal WorkflowCounters Counters { get; } = new();

    internal ChangeSignals Changes { get; } = new();

    private ConcurrentDictionary<string, RetentionSweep> Sweeps { get; } = [];

    private ConcurrentDictionary<string, AppWorkers> Apps { get; } = [];

    /// <summary>What each app's Configuration says of workflows.</summary>
    internal required IReadOnlyDictionary<string, WorkflowSettings> Settings { get; init; }

    internal RetentionSweep RetentionOf(string appId) => Sweeps.GetOrAdd(
        appId, _ => new RetentionSweep(this, appId, SettingsOf(appId).Retention));

    internal AppWorkers WorkersOf(string appId) => Apps.GetOrAdd(appId, _ => new AppWorkers(SettingsOf(appId)));

    internal WorkflowSettings SettingsOf(string appId) => Settings.GetValueOrDefault(appId, WorkflowSettings.Default);
}

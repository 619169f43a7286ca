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

    private ConcurrentDictionary<string, AppWorkers> Apps { get; } = [];

    internal AppWorkers WorkersOf(string appId) => Apps.GetOrAdd(appId, _ => new AppWorkers());
}

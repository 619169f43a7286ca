using System.Collections.Concurrent;
using Checkout.Local.Sidecar.Health;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.Workflow;

namespace Checkout.Local.Sidecar.Metadata;

/// <summary>What a sidecar tells about itself.</summary>
/// <param name="options">The app.</param>
/// <param name="resources">What the app sees.</param>
/// <param name="channel">The way to the app.</param>
/// <param name="subscriptions">What the app is subscribed to.</param>
/// <param name="workflows">The engine.</param>
internal sealed class SidecarMetadata(
    SidecarOptions options, AppResources resources, AppChannel channel, AppSubscriptions subscriptions, WorkflowEngine workflows)
{
    /// <summary>The daprd whose behaviour this is.</summary>
    public const string RuntimeVersion = "1.18.3";

    /// <summary>The features that this daprd reports.</summary>
    public static readonly string[] EnabledFeatures = ["WorkflowsRemoteActivityReminder", "HotReload"];

    private static readonly string[] ActorKinds = ["retentioner", "workflow", "activity"];

    private readonly ConcurrentDictionary<string, string> extended = new(StringComparer.Ordinal) { ["daprRuntimeVersion"] = RuntimeVersion };

    /// <summary>The app's ID.</summary>
    public string AppId => options.AppId;

    /// <summary>The app's port; null for none.</summary>
    public int? AppPort => options.AppPort;

    /// <summary>Address on which the app listens.</summary>
    public string AppChannelAddress => options.AppChannelAddress;

    /// <summary>How many calls the app takes at a time; null for any number.</summary>
    public int? AppMaxConcurrency => options.AppMaxConcurrency;

    /// <summary>How the app's health is watched; null for not at all.</summary>
    public AppHealthCheck? HealthCheck => options.AppHealthCheck;

    /// <summary>Where timers run: in this process.</summary>
    public string SchedulerAddress => $"127.0.0.1:{options.GrpcPort}";

    /// <summary>Loaded components.</summary>
    public IReadOnlyList<LoadedComponent> Components => resources.Components;

    /// <summary>What the app is subscribed to.</summary>
    public IReadOnlyList<TopicSubscription> Subscriptions => subscriptions.All;

    /// <summary>Names of the HTTPEndpoints.</summary>
    public IEnumerable<string> HttpEndpoints => resources.HttpEndpoints.Keys;

    /// <summary>Names of the Resiliency resources.</summary>
    public IEnumerable<string> Resiliencies => resources.Resiliency.Names;

    /// <summary>Values that the app or its tools have set.</summary>
    public IReadOnlyDictionary<string, string> Extended => extended;

    /// <summary>Whether the app is up.</summary>
    public bool IsReady => channel.IsReady;

    /// <summary>Work item streams that are open.</summary>
    public int ConnectedWorkers => workflows.ConnectedWorkers(options.AppId);

    /// <summary>The actor types of the workflow engine; they exist only while a worker is connected.</summary>
    public IEnumerable<string> ActorTypes => ConnectedWorkers == 0 ? []
        : ActorKinds.Select(kind => $"dapr.internal.default.{options.AppId}.{kind}");

    /// <summary>Sets a value.</summary>
    public void Set(string key, string value) => extended[key] = value;
}

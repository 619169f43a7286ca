using Checkout.Local.Tests.Conformance;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>The engine answers as daprd 1.18.3 did, for every recorded workflow scenario.</summary>
[Trait("Category", "Conformance")]
public sealed class RecordingTests
{
    /// <summary>There daprd piles up copies of failed tries in history, which the engine leaves out.</summary>
    private const string Different = "workflow/remote-activity-app-absent-long";

    public static IEnumerable<string> Scenarios { get; } =
    [
        .. Recording.Names("workflow").Where(name => !string.Equals(name, Different, StringComparison.Ordinal)), "grpc/workflow-beta-api",
    ];

    /// <summary>Scenarios are independent and mostly waiting, so they run side by side.</summary>
    private static readonly Lazy<Dictionary<string, Task>> Runs = new(() => Scenarios.ToDictionary(
        scenario => scenario, scenario => Task.Run(() => ReplayAsync(scenario)), StringComparer.Ordinal));

    /// <summary>As many at a time as leave the machine idle enough for times to be kept.</summary>
    private static readonly SemaphoreSlim Places = RunningPorts.Places(local: 10);

    public static TheoryData<string> ScenarioData => [.. Scenarios];

    [Theory]
    [MemberData(nameof(ScenarioData))]
    public Task The_recording_replays(string scenario) => Runs.Value[scenario];

    private static async Task ReplayAsync(string scenario)
    {
        await Places.WaitAsync();
        using var place = new Place();
        await using var replay = new Replay(Recording.Load(scenario));
        await replay.RunAsync();
    }

    private sealed class Place : IDisposable
    {
        public void Dispose() => Places.Release();
    }
}

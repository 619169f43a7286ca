namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>The engine answers as daprd 1.18.3 did, for every recorded workflow scenario.</summary>
public sealed class RecordingTests
{
    /// <summary>Here daprd piles up copies of failed tries in history; the engine repeats the turn without them.</summary>
    private const string PilesUp = "remote-activity-app-absent-long";

    public static IEnumerable<string> Scenarios { get; } =
    [
        .. Recording.Names("workflow").Where(name => name is not PilesUp).Select(name => "workflow/" + name), "grpc/workflow-beta-api",
    ];

    /// <summary>Scenarios are independent and mostly waiting, so they run side by side.</summary>
    private static readonly Lazy<Dictionary<string, Task>> Runs = new(() => Scenarios.ToDictionary(
        scenario => scenario, scenario => Task.Run(() => ReplayAsync(scenario)), StringComparer.Ordinal));

    public static TheoryData<string> ScenarioData => [.. Scenarios];

    [Theory]
    [MemberData(nameof(ScenarioData))]
    public Task The_recording_replays(string scenario) => Runs.Value[scenario];

    private static async Task ReplayAsync(string scenario)
    {
        var parts = scenario.Split('/');
        await using var replay = new Replay(Recording.Load(parts[0], parts[1]));
        await replay.RunAsync();
    }
}

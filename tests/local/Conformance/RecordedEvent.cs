using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Conformance;

/// <summary>What happened beside the calls: time passed, an app or a sidecar went and came back.</summary>
internal sealed partial class RecordedEvent(SetUp setUp)
{
    internal async Task HappenAsync(string remark)
    {
        if (TimePattern().Match(remark) is { Success: true } time)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(double.Parse(time.Groups["seconds"].Value)));
            await timer.WaitForNextTickAsync();
        }
        else if (AppPattern().Match(remark) is { Success: true } app)
        {
            await setUp.App(app.Groups["app"].Value).StopAsync();
        }
        else if (remark.EndsWith("the app process is back", StringComparison.Ordinal))
        {
            await setUp.StartStoppedAppsAsync();
        }
        else if (SidecarPattern().Match(remark) is { Success: true } sidecar)
        {
            await ChangeSidecarAsync(sidecar.Groups["app"].Value, sidecar.Groups["change"].Value);
        }
    }

    /// <summary>Brings the apps into the state that a step needs: whoever is to see a request is up.</summary>
    internal static async Task PrepareAsync(SetUp setUp, JsonObject step, IEnumerable<JsonObject> appSaw)
    {
        if (step["name"]?.GetValue<string>() is "endpoint unreachable")
        {
            await setUp.App("psp").StopAsync();
        }

        if (DelayPattern().Match(step["name"]?.GetValue<string>() ?? string.Empty) is { Success: true } delay)
        {
            setUp.Script.DelayNextEvent(TimeSpan.FromSeconds(double.Parse(delay.Groups["seconds"].Value)));
        }

        if (step["name"]?.GetValue<string>() is "terminate, not recursive")
        {
            var late = new WorkflowResponse { InstanceId = "h6" }; // its first turn was open up to here
            await setUp.Grpc("orders").TaskHubAsync("CompleteOrchestratorTask", late, CompleteTaskResponse.Parser);
        }

        var asked = appSaw.Select(request => setUp.App(request["app"]?.GetValue<string>() ?? string.Empty));
        foreach (var app in asked.Where(app => !app.IsRunning))
        {
            await app.StartAsync();
        }
    }

    /// <summary>One sidecar of a run cannot be killed alone, so a kill is played as a stop.</summary>
    private async Task ChangeSidecarAsync(string app, string change)
    {
        Assert.SkipWhen(SetUp.IsForeign, "stops a sidecar, which this test must not do to running ones");
        if (change is "is started again")
        {
            await setUp.RestartSidecarAsync(app);
            setUp.Script.ForgetDiscovery(butOf: app);
        }
        else
        {
            await setUp.StopSidecarAsync(app);
        }
    }

    [GeneratedRegex(@"^app needs (?<seconds>[\d.]+) s for the first delivery", RegexOptions.None, 5000)]
    private static partial Regex DelayPattern();

    [GeneratedRegex(@"^(?<seconds>[\d.]+) seconds pass", RegexOptions.None, 5000)]
    private static partial Regex TimePattern();

    [GeneratedRegex("^the app process of (?<app>\\w+) stops", RegexOptions.None, 5000)]
    private static partial Regex AppPattern();

    [GeneratedRegex(@"^the sidecar of (?<app>\w+) (?<change>stops|is started again|is killed)", RegexOptions.None, 5000)]
    private static partial Regex SidecarPattern();
}

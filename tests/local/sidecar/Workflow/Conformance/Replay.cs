using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Checkout.Local.Tests.Conformance;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>Plays one recording against the engine: sends what client and worker sent, expects what daprd sent.</summary>
internal sealed partial class Replay(Recording recording) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Markers markers = new(recording.Timeline);
    private readonly List<OpenCall> open = [];
    private readonly Dictionary<string, ScriptedStream> streams = new(StringComparer.Ordinal);
    private WorkflowSidecars? host;

    private WorkflowSidecars Host => host ?? throw new InvalidOperationException("The replay has not begun.");

    internal async Task RunAsync()
    {
        host = await WorkflowSidecars.StartAsync();
        foreach (var entry in recording.Entries)
        {
            var seq = entry["seq"]?.GetValue<int>() ?? 0;
            await StepAsync(entry, seq);
            foreach (var call in open.Where(call => call.AnsweredAfter <= seq).ToList())
            {
                open.Remove(call);
                await CheckAsync(call);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in streams.Values)
        {
            await stream.CloseAsync();
            stream.Dispose();
        }

        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private async Task StepAsync(JsonObject entry, int seq)
    {
        if (entry["event"]?.GetValue<string>() is { } remark)
        {
            await RemarkAsync(entry, remark);
        }
        else if (entry["workItem"] is { } item)
        {
            await ExpectAsync(seq, Text(entry, "to"), item);
        }
        else if (string.Equals(Text(entry, "rpc"), "GetWorkItems", StringComparison.Ordinal))
        {
            await StreamAsync(entry);
        }
        else
        {
            open.Add(Call(entry, seq));
        }
    }

    private async Task RemarkAsync(JsonObject entry, string remark)
    {
        if (SilencePattern().Match(remark) is { Success: true } silence)
        {
            var stream = streams[silence.Groups["stream"].Value];
            (await stream.SilentForAsync(TimeSpan.FromSeconds(0.8 * int.Parse(silence.Groups["seconds"].Value)))).ShouldBeTrue(remark);
        }
        else if (remark.StartsWith("closes the work item stream", StringComparison.Ordinal))
        {
            var who = Text(entry, "who");
            var connected = await Host.WorkersAsync(AppOf(who));
            await streams[who].CloseAsync();
            await Eventually.AsSoonAsAsync(async () => await Host.WorkersAsync(AppOf(who)) < connected);
        }
        else if (remark.StartsWith("daprd ", StringComparison.Ordinal))
        {
            await Host.UntilDurableAsync();
            await Host.RestartAsync();
        }
    }

    private async Task StreamAsync(JsonObject entry)
    {
        var who = Text(entry, "who");
        if (entry["error"] is null)
        {
            streams[who] = await ScriptedStream.OpenAsync(Host.Grpc(AppOf(who)));
        }
        else if (string.Equals(Text(entry["error"], "code"), "Canceled", StringComparison.Ordinal))
        {
            (await streams[who].Ended.WaitAsync(Patience)).ShouldBe(new Status(StatusCode.Cancelled, "shutting down"));
        }
    }

    /// <summary>Expects a work item; parallel ones may come in another order and on another stream of the app.</summary>
    private async Task ExpectAsync(int seq, string to, JsonNode expected)
    {
        string? difference = null;
        var candidates = streams.Where(s => string.Equals(AppOf(s.Key), AppOf(to), StringComparison.Ordinal)).Select(s => s.Value).ToList();
        using var patience = new CancellationTokenSource(Patience);
        var found = await ScriptedStream.TakeAsync(candidates, item => (difference = markers.Difference(expected, item)) is null, patience.Token);
        found.ShouldBeTrue($"{recording.Name} {seq}: no such work item; of the last one: {difference}");
    }

    private OpenCall Call(JsonObject entry, int seq)
    {
        var method = Methods.Of(Text(entry, "rpc"));
        var request = method.Parse(markers.Fill(entry["request"]));
        var wait = DeadlinePattern().Match(Text(entry, "note"));
        TimeSpan? deadline = wait.Success ? TimeSpan.FromSeconds(int.Parse(wait.Groups["seconds"].Value)) : null;
        var answer = method.CallAsync(Host.Grpc(AppOf(Text(entry, "who"))), request, deadline, []);
        return new OpenCall(seq, entry, answer, Math.Max(seq, entry["answeredAfterSeq"]?.GetValue<int>() ?? seq));
    }

    private async Task CheckAsync(OpenCall call)
    {
        var title = $"{recording.Name} {call.Seq} {Text(call.Entry, "rpc")}";
        try
        {
            var answer = (await call.Answer.WaitAsync(Patience)).Value;
            call.Entry["error"].ShouldBeNull(title);
            if (IsReadBeforeSave(call))
            {
                return;
            }

            var difference = markers.Difference(call.Entry["response"], Methods.Format(answer));
            difference.ShouldBeNull(title);
        }
        catch (RpcException e)
        {
            var code = Text(call.Entry["error"], "code").Replace("Canceled", "Cancelled");
            e.StatusCode.ToString().ShouldBe(code, $"{title}: {e.Status.Detail}");
        }
    }

    /// <summary>
    /// daprd accepts a turn's answer before it saves it, so that a read right after shows the old state now and then. The engine saves first.
    /// </summary>
    private bool IsReadBeforeSave(OpenCall call) =>
        Text(recording.Entries.FirstOrDefault(entry => entry["seq"]?.GetValue<int>() == call.Seq - 1), "rpc") is "CompleteOrchestratorTask"
        && call.Entry["response"]?.ToJsonString().Contains("PENDING", StringComparison.Ordinal) == true;

    private static string AppOf(string who) => who[(who.IndexOf(':') + 1)..].Split('/')[0];

    private static string Text(JsonNode? node, string name) => node?[name]?.GetValue<string>() ?? string.Empty;

    [GeneratedRegex(@"^no work item for (?<stream>\S+) within ~(?<seconds>\d+)s", RegexOptions.None, 5000)]
    private static partial Regex SilencePattern();

    [GeneratedRegex(@"(?:deadline|gives up after) (?<seconds>\d+) s", RegexOptions.None, 5000)]
    private static partial Regex DeadlinePattern();

    private sealed record OpenCall(int Seq, JsonObject Entry, Task<GrpcAnswer> Answer, int AnsweredAfter);
}

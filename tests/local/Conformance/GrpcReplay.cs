using System.Text.Json.Nodes;
using Checkout.Local.Tests.Sidecar;
using Checkout.Local.Tests.Sidecar.Workflow;
using Grpc.Core;

namespace Checkout.Local.Tests.Conformance;

/// <summary>Plays one recording of the Dapr service over HTTP/2: calls, what they answer, and what apps saw of them.</summary>
internal sealed class GrpcReplay(Recording recording, SetUp setUp) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Markers markers = new(recording.Timeline, setUp.Addresses);
    private ScriptedWorker? worker;

    internal async Task RunAsync()
    {
        setUp.Script.ForgetDiscovery();
        for (var i = 0; i < recording.Entries.Count; i++)
        {
            var entry = recording.Entries[i];
            if (entry["rpc"]?.GetValue<string>() is "GetWorkItems")
            {
                worker = await new ScriptedWorker(setUp.Grpc("orders")).ConnectAsync();
            }
            else if (entry["rpc"] is not null)
            {
                await CallAsync(entry, [.. recording.Entries.Skip(i + 1).TakeWhile(next => next["appRequest"] is not null)]);
            }
            else if (entry["who"]?.GetValue<string>() is "worker:orders")
            {
                await CloseWorkerAsync();
            }
        }
    }

    public async ValueTask DisposeAsync() => await CloseWorkerAsync();

    private async Task CloseWorkerAsync()
    {
        if (worker is not null)
        {
            await worker.DisposeAsync();
            worker = null;
        }
    }

    private async Task CallAsync(JsonObject entry, IReadOnlyList<JsonObject> appSaw)
    {
        var name = entry["rpc"]?.GetValue<string>() ?? string.Empty;
        var title = $"{recording.Name} {entry["seq"]} {name}, {entry["note"]}";
        var expected = appSaw.Select(AppSaw).ToList();
        setUp.Script.Expect(name is "InvokeService" ? InvokedAnswer.Of(entry) : expected);
        var isRead = name is "GetMetadata"; // shows a worker that came or went a moment later
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await DifferenceAsync(entry, name) is { } difference)
        {
            (isRead && !deadline.IsCancellationRequested).ShouldBeTrue($"{title}: {difference}");
            await ticks.WaitForNextTickAsync();
        }

        var seen = await setUp.Script.TakeAsync(expected.Count, Patience);
        var isSilent = expected.Count == 0 && name is "InvokeService"; // from the third call on the recorder did not note them
        (isSilent ? null : AppTraffic.Difference(expected, seen, markers)).ShouldBeNull(title);
        if (name is "Shutdown")
        {
            await setUp.EndOfSidecarAsync(AppOf(entry["who"]));
        }
    }

    private async Task<string?> DifferenceAsync(JsonObject entry, string name)
    {
        var method = Methods.Of(name);
        var metadata = entry["requestMetadata"]?.AsObject().ToDictionary(
            item => item.Key, item => item.Value?.GetValue<string>() ?? string.Empty, StringComparer.Ordinal);
        var request = method.Parse(markers.Fill(entry["request"]));
        var answer = await method.CallAsync(setUp.Grpc(AppOf(entry["who"])), request, null, metadata ?? []);
        if (entry["error"]?["code"]?.GetValue<string>() is { } code)
        {
            var expected = Enum.Parse<StatusCode>(code.Replace("Canceled", "Cancelled"));
            return answer.Status.StatusCode == expected ? null : $"{answer.Status}, not {code}";
        }

        return answer.Status.StatusCode is not StatusCode.OK || answer.Message is null
            ? answer.Status.ToString()
            : markers.Difference(Comparable(entry["response"]), Comparable(Methods.Format(answer.Message)))
                ?? (name is "InvokeService" ? MetadataDifference(entry, answer) : null);
    }

    /// <summary>The number of the field that names Resiliency resources is not published, so our answer has it over HTTP only.</summary>
    private static JsonNode? Comparable(JsonNode? message)
    {
        var copy = message?.DeepClone();
        (copy as JsonObject)?.Remove("resiliencies");
        return JsonOrder.Sorted(copy);
    }

    private string? MetadataDifference(JsonObject entry, GrpcAnswer answer)
    {
        var expected = entry["responseMetadata"]?.AsObject() ?? [];
        var found = answer.Metadata.Where(item => expected.ContainsKey(item.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return AppTraffic.Headers(expected, found, _ => false, markers);
    }

    private static JsonObject AppSaw(JsonObject entry)
    {
        var request = entry["appRequest"]?.DeepClone().AsObject() ?? [];
        request["app"] = AppOf(entry["to"]);
        return request;
    }

    private static string AppOf(JsonNode? who) => who?.GetValue<string>().Split(':')[1].Split('/')[0] ?? string.Empty;
}

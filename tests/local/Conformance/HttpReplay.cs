using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Local.Tests.Conformance;

/// <summary>Plays one recording of the HTTP API: sends the requests, answers for the apps, compares both sides.</summary>
internal sealed partial class HttpReplay(Recording recording, SetUp setUp)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Markers markers = new(recording.Timeline, setUp.Addresses);

    internal async Task RunAsync()
    {
        for (var i = 0; i < recording.Entries.Count; i++)
        {
            var step = recording.Entries[i];
            if (step["event"]?.GetValue<string>() is { } remark)
            {
                await new RecordedEvent(setUp).HappenAsync(remark);
            }
            else
            {
                await StepAsync(step, recording.Entries.ElementAtOrDefault(i + 1));
            }
        }
    }

    private async Task StepAsync(JsonObject step, JsonObject? next)
    {
        var title = $"{recording.Name}, {step["name"]}";
        var expected = step["response"]?["appSaw"]?.AsArray().OfType<JsonObject>().ToList() ?? [];
        setUp.Script.Expect(expected);
        if (step["request"] is not null)
        {
            setUp.Script.ForgetDiscovery(); // steps without a request show it
        }

        await RecordedEvent.PrepareAsync(setUp, step, expected);
        if (step["request"] is not null)
        {
            await CallAsync(step, title);
        }

        if (step["request"] is not null && expected.Count == 0 && IsSequel(next))
        {
            return; // what the apps see of it is the next step's
        }

        var window = WindowPattern().Match(title);
        var seen = window.Success
            ? await setUp.Script.TakeAsync(int.MaxValue, TimeSpan.FromSeconds(int.Parse(window.Groups["seconds"].Value)))
            : await setUp.Script.TakeAsync(expected.Count, Patience, step["request"] is null ? OfThese(expected) : null);
        AppTraffic.Difference(expected, seen, markers).ShouldBeNull(title);
    }

    private static bool IsSequel(JsonObject? step) => step is not null && step["request"] is null && step["event"] is null;

    private static Func<string, bool> OfThese(List<JsonObject> expected) =>
        app => expected.Exists(request => string.Equals(request["app"]?.GetValue<string>(), app, StringComparison.Ordinal));

    /// <summary>A read of a workflow is repeated until it shows the change before it.</summary>
    private async Task CallAsync(JsonObject step, string title)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var isWorkflowRead = step["request"]?["method"]?.GetValue<string>() is "GET"
            && step["request"]?["path"]?.GetValue<string>().Contains("/workflows/", StringComparison.Ordinal) is true;
        while (await DifferenceAsync(step) is { } difference)
        {
            (isWorkflowRead && !deadline.IsCancellationRequested).ShouldBeTrue($"{title}: {difference}");
            await ticks.WaitForNextTickAsync();
        }
    }

    private async Task<string?> DifferenceAsync(JsonObject step)
    {
        var sidecar = setUp.Http(step["sidecar"]?.GetValue<string>() ?? "orders");
        using var request = Request(step["request"]?.AsObject() ?? [], sidecar.BaseAddress);
        using var response = await sidecar.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var expected = step["response"];
        return (int)response.StatusCode != expected?["status"]?.GetValue<int>()
            ? $"status {(int)response.StatusCode}, not {expected?["status"]}: {System.Text.Encoding.UTF8.GetString(body)}"
            : AppTraffic.Headers(expected["headers"], headers, IsOfTrace, markers)
                ?? RecordedBody.Difference(expected["body"], body, markers);
    }

    /// <summary>Almost every answer has these; the recordings leave them out where they are not the point.</summary>
    private static bool IsOfTrace(string header) =>
        header.Equals("traceparent", StringComparison.OrdinalIgnoreCase) || header.Equals("tracestate", StringComparison.OrdinalIgnoreCase);

    private HttpRequestMessage Request(JsonObject recorded, Uri? sidecar)
    {
        var filled = markers.Fill(recorded)?.AsObject() ?? [];
        var path = filled["path"]?.GetValue<string>() ?? "/";
        var asIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var url = new Uri($"http://{sidecar?.Authority}{path}", asIs);
        var request = new HttpRequestMessage(new HttpMethod(filled["method"]?.GetValue<string>() ?? "GET"), url);
        var content = RecordedBody.Bytes(filled["body"], isCompact: filled["headers"]?["Content-Type"] is null);
        if (content.Length > 0 || filled["headers"]?["Content-Type"] is not null)
        {
            request.Content = new ByteArrayContent(content);
        }

        foreach (var (name, value) in filled["headers"]?.AsObject() ?? [])
        {
            var text = value?.GetValue<string>();
            _ = request.Headers.TryAddWithoutValidation(name, text) || request.Content?.Headers.TryAddWithoutValidation(name, text) is true;
        }

        return request;
    }

    [GeneratedRegex(@"(?:within|in the next) (?<seconds>\d+) seconds", RegexOptions.None, 5000)]
    private static partial Regex WindowPattern();
}

using System.Text.Json.Nodes;
using Checkout.Local.Tests.Sidecar;

namespace Checkout.Local.Tests.Conformance;

/// <summary>What the apps are to be asked and to answer in one step, and what they were asked.</summary>
internal sealed class AppScript(IReadOnlyDictionary<string, JsonArray> subscriptions)
{
    /// <summary>Where <c>late</c> is probed.</summary>
    internal const string HealthPath = "/hc";

    private readonly Lock sync = new();
    private TimeSpan delay;
    private readonly List<AppRequest> seen = [];
    private List<JsonObject> answers = [];
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins a step: these requests are expected, with their answers.</summary>
    internal void Expect(IEnumerable<JsonObject> appSaw)
    {
        lock (sync)
        {
            answers = [.. appSaw];
        }
    }

    /// <summary>Lets the app take its time over the next event.</summary>
    internal void DelayNextEvent(TimeSpan time) => delay = time;

    /// <summary>How long the app takes over a request.</summary>
    internal TimeSpan TakeDelay(Seen request)
    {
        lock (sync)
        {
            var taken = request.Headers.ContainsKey("Pubsubname") ? delay : TimeSpan.Zero;
            delay -= taken;
            return taken;
        }
    }

    /// <summary>Forgets the discovery calls up to now: of all apps, or of all but one.</summary>
    internal void ForgetDiscovery(string? butOf = null)
    {
        lock (sync)
        {
            seen.RemoveAll(request => (request.Request.IsDiscovery || request.Request.Target is HealthPath)
                && !string.Equals(request.App, butOf, StringComparison.Ordinal));
        }
    }

    /// <summary>Keeps a request and says what to answer; null for 200 and nothing else.</summary>
    internal JsonObject? Answer(AppRequest request)
    {
        lock (sync)
        {
            seen.Add(request);
            arrival.TrySetResult();
            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var scripted = answers.Find(answer => IsFor(answer, request));
            return scripted is not null && answers.Remove(scripted) ? BulkEntries.Answer(scripted, request.Request) : Discovery(request);
        }
    }

    /// <summary>Waits until that many requests have come, and takes all that are there: those of all apps, or of some.</summary>
    internal async Task<List<AppRequest>> TakeAsync(int count, TimeSpan patience, Func<string, bool>? isAsked = null)
    {
        bool IsAsked(AppRequest request) => isAsked?.Invoke(request.App) is not false;
        using var deadline = new CancellationTokenSource(patience);
        while (!HasCome(count, IsAsked, out var next) && !deadline.IsCancellationRequested)
        {
            await next.WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lock (sync)
        {
            List<AppRequest> taken = [.. seen.Where(IsAsked)];
            seen.RemoveAll(IsAsked);
            return taken;
        }
    }

    private bool HasCome(int count, Predicate<AppRequest> isAsked, out Task next)
    {
        lock (sync)
        {
            next = arrival.Task;
            return seen.FindAll(isAsked).Count >= count;
        }
    }

    private static bool IsFor(JsonObject expected, AppRequest request) =>
        string.Equals(expected["app"]?.GetValue<string>(), request.App, StringComparison.Ordinal)
        && string.Equals(expected["path"]?.GetValue<string>(), request.Request.Target, StringComparison.Ordinal);

    private JsonObject? Discovery(AppRequest request) => request.Request.Target switch
    {
        "/dapr/subscribe" when subscriptions.TryGetValue(request.App, out var list) =>
            new JsonObject { ["status"] = 200, ["body"] = new JsonObject { ["json"] = list.DeepClone() } },
        "/dapr/subscribe" or "/dapr/config" => new JsonObject { ["status"] = 404 },
        _ => null,
    };
}

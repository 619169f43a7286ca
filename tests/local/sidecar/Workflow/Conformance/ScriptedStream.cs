using System.Text.Json.Nodes;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>A worker's stream: what came and was not expected yet.</summary>
internal sealed class ScriptedStream : IDisposable
{
    private readonly CancellationTokenSource close = new();
    private readonly List<JsonNode> items = [];
    private readonly Lock sync = new();
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How the sidecar ended the stream.</summary>
    internal Task<Status> Ended { get; private set; } = Task.FromResult(default(Status));

    internal static async Task<ScriptedStream> OpenAsync(GrpcClient client)
    {
        var stream = new ScriptedStream();
        stream.Ended = await client.OpenWorkerAsync(stream.Add, stream.close.Token);
        return stream;
    }

    internal async Task CloseAsync()
    {
        await close.CancelAsync();
        try
        {
            await Ended;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            return; // that is how a closed stream ends
        }
    }

    public void Dispose() => close.Dispose();

    /// <summary>Takes the first item that is accepted, waiting for one on any of the streams.</summary>
    internal static async Task<bool> TakeAsync(IReadOnlyList<ScriptedStream> streams, Func<JsonNode, bool> accept, CancellationToken patience)
    {
        while (true)
        {
            var arrivals = streams.Select(stream => stream.Arrival()).ToList();
            if (streams.Any(stream => stream.TryTake(accept)))
            {
                return true;
            }

            try
            {
                await Task.WhenAny(arrivals).WaitAsync(patience);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether nothing unexpected is there, or comes within the time.</summary>
    internal async Task<bool> SilentForAsync(TimeSpan time)
    {
        Task next;
        lock (sync)
        {
            if (items.Count > 0)
            {
                return false;
            }

            next = arrival.Task;
        }

        try
        {
            await next.WaitAsync(time);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private Task Arrival()
    {
        lock (sync)
        {
            return arrival.Task;
        }
    }

    private bool TryTake(Func<JsonNode, bool> accept)
    {
        lock (sync)
        {
            return items.Find(item => accept(item)) is { } found && items.Remove(found);
        }
    }

    private void Add(WorkItem item)
    {
        lock (sync)
        {
            items.Add(JsonNode.Parse(JsonFormatter.Default.Format(item)) ?? new JsonObject());
            arrival.TrySetResult();
            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

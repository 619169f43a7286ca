namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>Gathers the events of a subscription, until there are enough or the first has waited long enough, and sends them together.</summary>
/// <param name="options">How many, how long.</param>
/// <param name="time">Clock for the wait.</param>
/// <param name="send">Sends events to one route and gives the verdict on each.</param>
internal sealed class BulkDelivery(
    Subscriptions.BulkOptions options,
    TimeProvider time,
    Func<string, IReadOnlyList<BulkEntry>, CancellationToken, Task<IReadOnlyDictionary<string, AppVerdict>>> send)
{
    private readonly Lock gate = new();
    private Batch batch = new();

    /// <summary>Adds an event and waits until it has been sent.</summary>
    /// <returns>The app's verdict on it.</returns>
    public async Task<AppVerdict> AddAsync(BulkEntry entry, CancellationToken cancellationToken)
    {
        Batch joined;
        bool isFirst, isFull;
        lock (gate)
        {
            joined = batch;
            joined.Entries.Add(entry);
            isFirst = joined.Entries.Count == 1;
            isFull = joined.Entries.Count >= options.MaxMessages;
            if (isFull)
            {
                batch = new Batch();
            }
        }

        if (isFull)
        {
            joined.Full.TrySetResult();
        }

        if (isFirst)
        {
            _ = RunAsync(joined, cancellationToken);
        }

        return (await joined.Verdicts.Task)[entry.Id];
    }

    private async Task RunAsync(Batch joined, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(joined.Full.Task, Task.Delay(options.MaxAwait, time, cancellationToken));
            lock (gate)
            {
                batch = ReferenceEquals(batch, joined) ? new Batch() : batch;
            }

            var sent = await Task.WhenAll(joined.Entries.GroupBy(entry => entry.Route, StringComparer.Ordinal)
                .Select(route => send(route.Key, [.. route], cancellationToken)));
            joined.Verdicts.SetResult(sent.SelectMany(verdicts => verdicts).ToDictionary(StringComparer.Ordinal));
        }
        catch (OperationCanceledException)
        {
            joined.Verdicts.SetCanceled(cancellationToken);
        }
    }

    private sealed class Batch
    {
        public List<BulkEntry> Entries { get; } = [];

        public TaskCompletionSource Full { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<IReadOnlyDictionary<string, AppVerdict>> Verdicts { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>An event that is sent together with others.</summary>
/// <param name="Id">Its name within the request.</param>
/// <param name="Route">Path that it goes to.</param>
/// <param name="Event">The event.</param>
internal sealed record BulkEntry(string Id, string Route, ReceivedEvent Event);

namespace Checkout.ServiceDefaults.TimeLogs;

/// <summary>Writes in batches: what is appended during a write goes into the next one, one write at a time.</summary>
/// <typeparam name="T">What is appended.</typeparam>
/// <param name="write">Writes a batch in its order.</param>
internal sealed class WriteQueue<T>(Func<IReadOnlyCollection<T>, Task> write)
{
    private readonly Lock gate = new();
    private List<Waiting> waiting = [];
    private bool writing;

    /// <summary>Returns once it is written; fails as the write of its batch fails.</summary>
    public Task AppendAsync(T item)
    {
        var mine = new Waiting(item);
        lock (gate)
        {
            waiting.Add(mine);
            if (writing)
            {
                return mine.Written.Task;
            }

            writing = true;
        }

        _ = WriteAsync();
        return mine.Written.Task;
    }

    private async Task WriteAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await write([.. batch.Select(item => item.Item)]);
                batch.ForEach(item => item.Written.SetResult());
            }
            catch (Exception e)
            {
                batch.ForEach(item => item.Written.SetException(e));
            }
        }
    }

    private List<Waiting> Take()
    {
        lock (gate)
        {
            var batch = waiting;
            waiting = [];
            writing = batch.Count > 0;
            return batch;
        }
    }

    private sealed record Waiting(T Item)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

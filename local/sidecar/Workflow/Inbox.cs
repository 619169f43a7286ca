namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What waits for an instance's next turn, in order of arrival, and how much of it is in the turn that is out.</summary>
internal sealed class Inbox
{
    private readonly List<InboxEntry> entries = [];
    private readonly Lock sync = new();
    private int sent;
    private TaskCompletionSource? arrival;

    internal bool IsEmpty
    {
        get
        {
            lock (sync)
            {
                return entries.Count == 0;
            }
        }
    }

    /// <summary>Whether something in it is to be kept and is not durable yet.</summary>
    internal bool HasLoose
    {
        get
        {
            lock (sync)
            {
                return entries.Exists(entry => entry is { Durable: false, Kept: true });
            }
        }
    }

    internal long Bytes
    {
        get
        {
            lock (sync)
            {
                return entries.Sum(entry => (long)entry.Bytes.Length);
            }
        }
    }

    internal void Add(InboxEntry entry)
    {
        lock (sync)
        {
            entries.Add(entry);
            if (entry.Event is not null)
            {
                arrival?.TrySetResult();
            }
        }
    }

    /// <summary>Takes an entry back that no turn has carried.</summary>
    internal void Remove(InboxEntry entry)
    {
        lock (sync)
        {
            entries.Remove(entry);
        }
    }

    internal IReadOnlyList<InboxEntry> All()
    {
        lock (sync)
        {
            return [.. entries];
        }
    }

    /// <summary>The entries that the turn takes along: as many as fit, one at least.</summary>
    internal IReadOnlyList<InboxEntry> Send(long bytes)
    {
        lock (sync)
        {
            sent = 0;
            var size = 0L;
            while (sent < entries.Count && (sent == 0 || size + entries[sent].Bytes.Length <= bytes))
            {
                size += entries[sent++].Bytes.Length;
            }

            return entries.GetRange(0, sent);
        }
    }

    /// <summary>Takes what the turn carried out, and puts what follows from it in front.</summary>
    internal void Consume(IEnumerable<InboxEntry>? successors = null)
    {
        lock (sync)
        {
            entries.RemoveRange(0, sent);
            sent = 0;
            entries.InsertRange(0, successors ?? []);
        }
    }

    /// <summary>Ends when an event comes that the last turn did not carry; at once if one has.</summary>
    internal Task NextArrival()
    {
        lock (sync)
        {
            if (entries.Skip(sent).Any(entry => entry.Event is not null))
            {
                return Task.CompletedTask;
            }

            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return arrival.Task;
        }
    }
}

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What waits for an instance's next turn, in order of arrival, and how much of it is in the turn that is out.</summary>
internal sealed class Inbox
{
    private readonly List<InboxEntry> _entries = [];
    private readonly Lock _sync = new();
    private int _sent;
    private TaskCompletionSource? _arrival;

    internal bool IsEmpty
    {
        get
        {
            lock (_sync)
            {
                return _entries.Count == 0;
            }
        }
    }

    internal long Bytes
    {
        get
        {
            lock (_sync)
            {
                return _entries.Sum(entry => (long)entry.Bytes.Length);
            }
        }
    }

    internal void Add(InboxEntry entry)
    {
        lock (_sync)
        {
            _entries.Add(entry);
            if (entry.Event is not null)
            {
                _arrival?.TrySetResult();
            }
        }
    }

    internal IReadOnlyList<InboxEntry> All()
    {
        lock (_sync)
        {
            return [.. _entries];
        }
    }

    /// <summary>The entries that the turn takes along: as many as fit, one at least.</summary>
    internal IReadOnlyList<InboxEntry> Send(long bytes)
    {
        lock (_sync)
        {
            _sent = 0;
            var size = 0L;
            while (_sent < _entries.Count && (_sent == 0 || size + _entries[_sent].Bytes.Length <= bytes))
            {
                size += _entries[_sent++].Bytes.Length;
            }

            return _entries.GetRange(0, _sent);
        }
    }

    /// <summary>Takes what the turn carried out, and puts what follows from it in front.</summary>
    internal void Consume(IEnumerable<InboxEntry>? successors = null)
    {
        lock (_sync)
        {
            _entries.RemoveRange(0, _sent);
            _sent = 0;
            _entries.InsertRange(0, successors ?? []);
        }
    }

    /// <summary>Ends when an event comes that the last turn did not carry; at once if one has.</summary>
    internal Task NextArrival()
    {
        lock (_sync)
        {
            if (_entries.Skip(_sent).Any(entry => entry.Event is not null))
            {
                return Task.CompletedTask;
            }

            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task;
        }
    }
}

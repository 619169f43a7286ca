using System.Runtime.CompilerServices;
using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The engine's view of the actor state store.</summary>
internal sealed class WorkflowJournal(IStateStore store)
{
    private volatile bool closed;

    /// <summary>From here on nothing is written: what was not durable yet is as if a crash had come.</summary>
    internal void Close() => closed = true;

    /// <summary>One transaction.</summary>
    internal Task CommitAsync(IReadOnlyList<StateChange> changes)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        return store.CommitAsync(changes);
    }

    internal async Task<FinishedRun?> ReadFinishedAsync(InstanceKey key)
    {
        var storeKey = JournalKeys.Finished(key);
        var found = await store.ReadAsync([storeKey]);
        return found.TryGetValue(storeKey, out var entry) ? FinishedRun.Decode(entry.Value) : null;
    }

    /// <summary>Active instances of an app, with the name of their run.</summary>
    internal async IAsyncEnumerable<(InstanceKey Key, string Run)> ActiveAsync(
        string appId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = JournalKeys.ActivePrefix(appId);
        await foreach (var entry in store.ScanAsync(prefix, cancellationToken))
        {
            yield return (new InstanceKey(appId, entry.Key[prefix.Length..]), System.Text.Encoding.UTF8.GetString(entry.Value.Span));
        }
    }

    /// <summary>Everything an active run has stored.</summary>
    internal async Task<(Generation Generation, List<InboxEntry> Inbox)> LoadAsync(
        InstanceKey key, string run, CancellationToken cancellationToken)
    {
        var generation = new Generation();
        List<InboxEntry> inbox = [];
        var prefix = JournalKeys.Run(key, run);
        await foreach (var entry in store.ScanAsync(prefix, cancellationToken))
        {
            var kind = entry.Key.AsSpan(prefix.Length);
            if (kind.StartsWith(JournalKeys.HistoryKind, StringComparison.Ordinal))
            {
                generation.AddRow(entry.Value, key.AppId);
            }
            else if (kind.StartsWith(JournalKeys.InboxKind, StringComparison.Ordinal))
            {
                inbox.Add(InboxEntry.Decode(entry.Value, long.Parse(kind[JournalKeys.InboxKind.Length..])));
            }
        }

        return (generation, inbox);
    }

    internal async Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(InstanceKey key, FinishedRun finished)
    {
        var (generation, _) = await LoadAsync(key, finished.Run, CancellationToken.None);
        return [.. generation.Blocks.SelectMany(EventBlock.Parse)];
    }

    /// <summary>IDs of all instances of an app, finished ones too, in ordinal order.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync(string appId, CancellationToken cancellationToken)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        foreach (var prefix in new[] { JournalKeys.ActivePrefix(appId), JournalKeys.FinishedPrefix(appId) })
        {
            await foreach (var entry in store.ScanAsync(prefix, cancellationToken))
            {
                ids.Add(entry.Key[prefix.Length..]);
            }
        }

        return [.. ids];
    }

    /// <summary>What is to be deleted and when, the earliest first.</summary>
    internal async IAsyncEnumerable<RetainedRun> RetainedAsync(string appId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = JournalKeys.RetentionPrefix(appId);
        await foreach (var entry in store.ScanAsync(prefix, cancellationToken))
        {
            var end = entry.Key.IndexOf("||", prefix.Length, StringComparison.Ordinal);
            var due = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(entry.Key.AsSpan(prefix.Length, end - prefix.Length)));
            var key = new InstanceKey(appId, entry.Key[(end + "||".Length)..]);
            yield return new RetainedRun(entry.Key, key, System.Text.Encoding.UTF8.GetString(entry.Value.Span), due);
        }
    }

    /// <summary>
    /// Deletions of a finished run; none when it is gone or another run has taken its place. They fail if that happens meanwhile.
    /// </summary>
    internal async Task<List<StateChange>> DeletionsOfFinishedAsync(InstanceKey key, string run)
    {
        var storeKey = JournalKeys.Finished(key);
        var found = await store.ReadAsync([storeKey]);
        return found.TryGetValue(storeKey, out var entry)
            && string.Equals(FinishedRun.Decode(entry.Value).Run, run, StringComparison.Ordinal)
            ? [new StateChange(storeKey, null, entry.Etag), .. await DeletionsAsync(key, run)]
            : [];
    }

    /// <summary>Deletions of everything under a run, for a purge.</summary>
    internal async Task<List<StateChange>> DeletionsAsync(InstanceKey key, string run)
    {
        List<StateChange> changes = [];
        await foreach (var entry in store.ScanAsync(JournalKeys.Run(key, run)))
        {
            changes.Add(new StateChange(entry.Key, null));
        }

        return changes;
    }
}

/// <summary>A finished run that is kept for a time.</summary>
/// <param name="StoreKey">Key of the row that says so.</param>
/// <param name="Key">The instance.</param>
/// <param name="Run">Name of the run.</param>
/// <param name="Due">When it is to be deleted.</param>
internal sealed record RetainedRun(string StoreKey, InstanceKey Key, string Run, DateTimeOffset Due);

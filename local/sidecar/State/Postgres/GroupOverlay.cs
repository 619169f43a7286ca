namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>
/// What a group of transactions makes of the table: the last state of each key that they touch. Conditions are judged here, against the
/// rows read under the lock and what earlier transactions of the group did.
/// </summary>
/// <param name="etags">ETags of the living rows that conditions are about, by key.</param>
internal sealed class GroupOverlay(IReadOnlyDictionary<string, string> etags)
{
    private readonly Dictionary<string, Row?> rows = new(StringComparer.Ordinal);

    /// <summary>Whether no transaction changed anything.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>Keys that are gone in the end.</summary>
    public string[] Deleted => [.. rows.Where(row => row.Value is null).Select(row => row.Key)];

    /// <summary>Rows that are there in the end.</summary>
    public Row[] Written => [.. rows.Values.OfType<Row>()];

    /// <summary>Applies a transaction: all of it or nothing.</summary>
    /// <returns>The key whose condition does not hold; null if it was applied.</returns>
    public string? Apply(IReadOnlyList<StateChange> changes)
    {
        var before = new List<(string Key, bool WasThere, Row? Row)>();
        foreach (var change in changes)
        {
            if (IsRefused(change))
            {
                Undo(before);
                return change.Key;
            }

            before.Add((change.Key, rows.TryGetValue(change.Key, out var row), row));
            rows[change.Key] = change.Value is not { } value ? null
                : new Row(change.Key, value, Guid.NewGuid().ToString("N"), change.ExpiresAt?.ToUnixTimeMilliseconds());
        }

        return null;
    }

    private bool IsRefused(StateChange change)
    {
        if (!change.HasCondition)
        {
            return false;
        }

        var current = rows.TryGetValue(change.Key, out var row) ? row?.Etag : etags.GetValueOrDefault(change.Key);
        return change.Etag is null ? current is not null : !string.Equals(current, change.Etag, StringComparison.Ordinal);
    }

    private void Undo(List<(string Key, bool WasThere, Row? Row)> before)
    {
        foreach (var (key, wasThere, row) in before.AsEnumerable().Reverse())
        {
            if (wasThere)
            {
                rows[key] = row;
            }
            else
            {
                rows.Remove(key);
            }
        }
    }

    /// <summary>A row as it will be.</summary>
    internal sealed record Row(string Key, ReadOnlyMemory<byte> Value, string Etag, long? ExpiresAt);
}

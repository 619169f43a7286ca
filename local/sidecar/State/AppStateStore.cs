using Checkout.Local.Sidecar.Errors;
using Grpc.Core;

namespace Checkout.Local.Sidecar.State;

/// <summary>A state component as one app sees it: its own keys, and Dapr's errors. Over HTTP and gRPC alike.</summary>
/// <param name="name">Component name.</param>
/// <param name="store">Where the entries are.</param>
/// <param name="prefix">What stands before the app's own keys.</param>
/// <param name="time">Clock for times to live.</param>
internal sealed class AppStateStore(string name, IStateStore store, string prefix, TimeProvider time)
{
    /// <summary>Component name.</summary>
    public string Name { get; } = name;

    /// <summary>Reads one entry; null if it is not there.</summary>
    public async Task<StateEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        KeyPrefix.Check(key, Name);
        var complete = prefix + key;
        var found = await ReadAsync([complete], "ERR_STATE_GET", $"fail to get {key} from state store {Name}", cancellationToken);
        return found.GetValueOrDefault(complete);
    }

    /// <summary>Reads several entries; the answer has one item for each key asked for, null where there is none.</summary>
    public async Task<IReadOnlyList<(string Key, StateEntry? Entry)>> GetBulkAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            KeyPrefix.Check(key, Name);
        }

        var complete = keys.Select(key => prefix + key).ToHashSet(StringComparer.Ordinal);
        var found = await ReadAsync(complete, "ERR_STATE_BULK_GET", $"fail to get from state store {Name}", cancellationToken);
        return [.. keys.Select(key => (key, found.GetValueOrDefault(prefix + key)))];
    }

    /// <summary>Writes entries, each by itself: those beside a failing one are written.</summary>
    public Task SaveAsync(IReadOnlyList<StateItem> items) =>
        WriteEachAsync(items, "ERR_STATE_SAVE", $"failed saving state in state store {Name}: ");

    /// <summary>Deletes entries, each by itself.</summary>
    public Task DeleteAsync(IReadOnlyList<StateItem> items) => WriteEachAsync(
        items, "ERR_STATE_DELETE",
        items.Count == 1 ? $"failed deleting state with key {items[0].Key}: " : $"failed deleting state in state store {Name}: ");

    /// <summary>Applies all items or none.</summary>
    public async Task TransactAsync(IReadOnlyList<StateItem> items)
    {
        CheckKeys(items);
        try
        {
            var now = time.GetUtcNow();
            await store.CommitAsync([.. items.Select(item => item.ToChange(prefix, now))]);
        }
        catch (Exception e) when (e is EtagMismatchException or StateStoreException or FormatException)
        {
            throw new ApiException(
                500, StatusCode.Internal, "ERR_STATE_TRANSACTION", $"error while executing state transaction: {e.Message}");
        }
    }

    /// <summary>The error for an operation that is neither upsert nor delete.</summary>
    public static ApiException UnknownOperation(string operation) => new(
        400, StatusCode.Unimplemented, "ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type {operation} not supported");

    private void CheckKeys(IReadOnlyList<StateItem> items)
    {
        foreach (var item in items)
        {
            KeyPrefix.Check(item.Key, Name);
        }
    }

    private async Task<IReadOnlyDictionary<string, StateEntry>> ReadAsync(
        IReadOnlyCollection<string> keys, string errorCode, string failure, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(keys, cancellationToken);
        }
        catch (StateStoreException e)
        {
            throw new ApiException(500, StatusCode.Internal, errorCode, $"{failure}: {e.Message}");
        }
    }

    private async Task WriteEachAsync(IReadOnlyList<StateItem> items, string errorCode, string failure)
    {
        CheckKeys(items);
        try
        {
            // daprd writes the entries of a list side by side, the last one first: of two with the same key the first one stays.
            var now = time.GetUtcNow();
            var changes = items.Select(item => item.ToChange(prefix, now)).Reverse().ToList();
            await Task.WhenAll(changes.Select(change => store.CommitAsync([change])));
        }
        catch (EtagMismatchException e)
        {
            throw new ApiException(409, StatusCode.Aborted, errorCode, failure + e.Message);
        }
        catch (Exception e) when (e is StateStoreException or FormatException)
        {
            throw new ApiException(500, StatusCode.Internal, errorCode, failure + e.Message);
        }
    }
}

using Checkout.Local.Sidecar.State;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>
/// A state store as the calls of one app see it: under the policies for its component. Workflows do without them, as the engine repeats
/// by itself what it could not write.
/// </summary>
/// <param name="store">The store, which others use as well.</param>
/// <param name="policy">The policies.</param>
internal sealed class GuardedStateStore(IStateStore store, OutboundPolicy policy) : IStateStore
{
    /// <inheritdoc/>
    public StateStoreCounters Counters => store.Counters;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, StateEntry>> ReadAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        await RunAsync(stop => store.ReadAsync(keys, stop).AsTask().WaitAsync(stop), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StateEntry> ScanAsync(string keyPrefix, CancellationToken cancellationToken = default) =>
        store.ScanAsync(keyPrefix, cancellationToken);

    /// <inheritdoc/>
    public Task CommitAsync(IReadOnlyList<StateChange> changes) => RunAsync(
        async stop =>
        {
            // A commit that takes too long may still go through, as with daprd.
            await store.CommitAsync(changes).WaitAsync(stop);
            return true;
        },
        CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            return await policy.RunAsync(call, e => e is EtagMismatchException, cancellationToken);
        }
        catch (OutboundException e)
        {
            throw new StateStoreException(e.Message, e);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Dapr;
using Dapr.Client;

namespace Checkout.ServiceDefaults;

/// <summary>
/// JSON documents in the state store, written so that concurrent writers cannot lose each other's changes. Works the same on every Dapr
/// store: those differ in what they answer to a first-write conflict and to an empty ETag (Redis 500, others 409 or an overwrite).
/// </summary>
public static class StateDocuments
{
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    /// <summary>Reads a document.</summary>
    /// <typeparam name="T">Shape of the document.</typeparam>
    /// <param name="dapr">The client.</param>
    /// <param name="key">Key within this app.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns>The document, or null when there is none.</returns>
    /// <exception cref="DaprException">The store did not answer.</exception>
    public static async Task<T?> ReadAsync<T>(this DaprClient dapr, string key, CancellationToken cancellationToken)
        where T : class =>
        await dapr.GetStateAsync<T?>(Components.StateStore, key, cancellationToken: cancellationToken);

    /// <summary>Writes a document only if its key is free.</summary>
    /// <typeparam name="T">Shape of the document.</typeparam>
    /// <param name="dapr">The client.</param>
    /// <param name="key">Key within this app.</param>
    /// <param name="value">The document.</param>
    /// <param name="timeToLive">After this time the document ceases to exist; null keeps it.</param>
    /// <param name="cancellationToken">Gives the write up; it may have happened all the same.</param>
    /// <returns>True when written, false when the key was taken (possibly by this very write, if its answer was lost).</returns>
    /// <exception cref="DaprException">The store did not answer.</exception>
    public static async Task<bool> TryCreateAsync<T>(
        this DaprClient dapr, string key, T value, TimeSpan? timeToLive, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await dapr.SaveStateAsync(Components.StateStore, key, value, FirstWrite, Expiry(timeToLive), cancellationToken);
            return true;
        }
        catch (DaprException)
        {
            if (await dapr.ReadAsync<T>(key, cancellationToken) is not null)
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Changes a document, repeating the change on the newer document when another writer came first.</summary>
    /// <typeparam name="T">Shape of the document.</typeparam>
    /// <param name="dapr">The client.</param>
    /// <param name="key">Key within this app.</param>
    /// <param name="change">
    /// Makes the new document from the current one (null when there is none). It may run several times and must have no effect of its own.
    /// Returning the same instance writes nothing.
    /// </param>
    /// <param name="cancellationToken">Gives the change up; it may have happened all the same.</param>
    /// <returns>The document as it now stands.</returns>
    /// <exception cref="DaprException">The store did not answer.</exception>
    public static Task<T> UpdateAsync<T>(this DaprClient dapr, string key, Func<T?, T> change, CancellationToken cancellationToken)
        where T : class =>
        dapr.UpdateAsync(key, change, timeToLive: null, cancellationToken);

    /// <summary>The same, for a document with a limited life: every write starts <paramref name="timeToLive"/> anew.</summary>
    /// <typeparam name="T">Shape of the document.</typeparam>
    /// <param name="dapr">The client.</param>
    /// <param name="key">Key within this app.</param>
    /// <param name="change">As above.</param>
    /// <param name="timeToLive">After this time without a write the document ceases to exist; null keeps it.</param>
    /// <param name="cancellationToken">Gives the change up; it may have happened all the same.</param>
    /// <returns>The document as it now stands.</returns>
    /// <exception cref="DaprException">The store did not answer.</exception>
    public static async Task<T> UpdateAsync<T>(
        this DaprClient dapr, string key, Func<T?, T> change, TimeSpan? timeToLive, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (current, etag) = await dapr.GetStateAndETagAsync<T?>(Components.StateStore, key, cancellationToken: cancellationToken);
            var changed = change(current);
            if (ReferenceEquals(changed, current))
            {
                return changed;
            }

            var written = current is null
                ? await dapr.TryCreateAsync(key, changed, timeToLive, cancellationToken)
                : await dapr.TrySaveStateAsync(
                    Components.StateStore, key, changed, etag, metadata: Expiry(timeToLive), cancellationToken: cancellationToken);
            if (written)
            {
                return changed;
            }
        }
    }

    /// <summary>Writes a document, and others with it in one transaction, only if it still is as it was read.</summary>
    /// <typeparam name="T">Shape of the guarded document.</typeparam>
    /// <param name="dapr">The client.</param>
    /// <param name="key">Key of the guarded document within this app.</param>
    /// <param name="value">The document.</param>
    /// <param name="etag">Its ETag when it was read; null or empty when it did not exist.</param>
    /// <param name="others">More documents by key; they are overwritten whatever they were.</param>
    /// <param name="timeToLive">After this time all of them cease to exist.</param>
    /// <param name="cancellationToken">Gives the write up; it may have happened all the same.</param>
    /// <returns>
    /// True when written. False when another writer came first; possibly that was this very write, if its answer was lost.
    /// </returns>
    /// <exception cref="DaprException">The store did not answer.</exception>
    public static async Task<bool> TrySaveTogetherAsync<T>(
        this DaprClient dapr,
        string key,
        T value,
        string? etag,
        IEnumerable<KeyValuePair<string, object>> others,
        TimeSpan timeToLive,
        CancellationToken cancellationToken)
        where T : class
    {
        var guarded = Upsert(key, value, string.IsNullOrEmpty(etag) ? null : etag, FirstWrite);
        try
        {
            await dapr.ExecuteStateTransactionAsync(
                Components.StateStore,
                [guarded, .. others.Select(other => Upsert(other.Key, other.Value, itsEtag: null, options: null))],
                cancellationToken: cancellationToken);
            return true;
        }
        catch (DaprException)
        {
            // A transaction that fails does not say why.
            var (_, now) = await dapr.GetStateAndETagAsync<T?>(Components.StateStore, key, cancellationToken: cancellationToken);
            if (!string.Equals(now ?? string.Empty, etag ?? string.Empty, StringComparison.Ordinal))
            {
                return false;
            }

            throw;
        }

        StateTransactionRequest Upsert(string itsKey, object document, string? itsEtag, StateOptions? options) => new(
            itsKey,
            JsonSerializer.SerializeToUtf8Bytes(document, dapr.JsonSerializerOptions),
            StateOperationType.Upsert,
            itsEtag,
            Expiry(timeToLive),
            options);
    }

    /// <summary>Deletes a document; deleting what is not there is fine.</summary>
    /// <param name="dapr">The client.</param>
    /// <param name="key">Key within this app.</param>
    /// <param name="cancellationToken">Gives the delete up; it may have happened all the same.</param>
    /// <returns>A task that ends when the document is gone.</returns>
    /// <exception cref="DaprException">The store did not answer.</exception>
    public static Task DeleteAsync(this DaprClient dapr, string key, CancellationToken cancellationToken) =>
        dapr.DeleteStateAsync(Components.StateStore, key, cancellationToken: cancellationToken);

    private static Dictionary<string, string>? Expiry(TimeSpan? timeToLive) => timeToLive is { } ttl
        ? new(StringComparer.Ordinal) { ["ttlInSeconds"] = Math.Ceiling(ttl.TotalSeconds).ToString(CultureInfo.InvariantCulture) }
        : null;
}

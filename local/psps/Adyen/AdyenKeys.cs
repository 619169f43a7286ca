using System.Collections.Concurrent;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>
/// <c>Idempotency-Key</c>: the first answer under a key is kept for good, in the transaction of its effect. What was refused for its form
/// changed nothing, and may come again in a better one.
/// </summary>
internal sealed class AdyenKeys
{
    private readonly ConcurrentDictionary<string, bool> inUse = new(StringComparer.Ordinal);

    /// <summary>Takes a key into use.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">Keyed hash of the request.</param>
    /// <returns>The use; disposing it lets the next request with the key in.</returns>
    /// <exception cref="AdyenException">The key is in use.</exception>
    public KeyUse Use(string key, string fingerprint) =>
        inUse.TryAdd(key, true) ? new KeyUse(this, key, fingerprint) : throw AdyenException.KeyInUse();

    /// <summary>A key while its request is at work.</summary>
    internal sealed class KeyUse(AdyenKeys keys, string key, string fingerprint) : IDisposable
    {
        /// <summary>Runs the operation, or gives the answer that was kept.</summary>
        /// <exception cref="AdyenException">The key belongs to another request.</exception>
        public AdyenAnswer Once(LedgerTransaction transaction, Func<AdyenAnswer> operation)
        {
            if (transaction.Answers.Find(AdyenPaymentStore.Provider, key) is { } kept)
            {
                return string.Equals(kept.Fingerprint, fingerprint, StringComparison.Ordinal)
                    ? new AdyenAnswer(kept.Status, kept.Body)
                    : throw AdyenException.KeyReused();
            }

            var answer = operation();
            var record = new KeptAnswer(fingerprint, answer.Status, answer.Body, AdyenId.New());
            transaction.Answers.Keep(AdyenPaymentStore.Provider, key, record);
            return answer;
        }

        /// <inheritdoc />
        public void Dispose() => keys.inUse.TryRemove(key, out _);
    }
}

using System.Collections.Concurrent;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>
/// <c>Idempotency-Key</c>: the first answer under a key is kept for good, in the transaction of its effect, and given again to the same
/// request; another request under the key is refused, and so is one that comes while the first is at work.
/// </summary>
internal sealed class IdempotencyKeys
{
    private readonly ConcurrentDictionary<string, string> inUse = new(StringComparer.Ordinal);

    /// <summary>Takes a key into use.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">Keyed hash of the request.</param>
    /// <param name="requestId">Identifier of the request.</param>
    /// <returns>The use; disposing it, before the answer is written, lets the next request with the key in.</returns>
    /// <exception cref="StripeException">The key is in use.</exception>
    public KeyUse Use(string key, string fingerprint, string requestId) =>
        inUse.TryAdd(key, requestId) ? new KeyUse(this, key, fingerprint, requestId) : throw StripeException.KeyInUse(key);

    /// <summary>A key while its request is at work.</summary>
    internal sealed class KeyUse(IdempotencyKeys keys, string key, string fingerprint, string requestId) : IDisposable
    {
        /// <summary>Runs the operation, or gives the answer that was kept.</summary>
        /// <param name="transaction">Of the operation, and of the record.</param>
        /// <param name="operation">What the request asks for.</param>
        /// <returns>The answer.</returns>
        /// <exception cref="StripeException">The key belongs to another request, or the refusal is one that is not kept.</exception>
        public StripeAnswer Once(LedgerTransaction transaction, Func<StripeAnswer> operation)
        {
            if (transaction.Answers.Find(PaymentIntentStore.Provider, key) is { } kept)
            {
                return string.Equals(kept.Fingerprint, fingerprint, StringComparison.Ordinal)
                    ? new StripeAnswer(kept.Status, kept.Body, OriginalRequest: kept.RequestId)
                    : throw StripeException.KeyReused(key);
            }

            var answer = Answer(operation);
            var record = new KeptAnswer(fingerprint, answer.Status, answer.Body, requestId);
            transaction.Answers.Keep(PaymentIntentStore.Provider, key, record);
            return answer;
        }

        /// <inheritdoc />
        public void Dispose() => keys.inUse.TryRemove(key, out _);

        private static StripeAnswer Answer(Func<StripeAnswer> operation)
        {
            try
            {
                return operation();
            }
            catch (StripeException refusal) when (refusal.IsKept)
            {
                return refusal.ToAnswer();
            }
        }
    }
}

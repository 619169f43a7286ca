using System.Collections.Concurrent;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>
/// Writes down that orders have changed. What comes while a write is on its way goes into the next one together, so that a busy tenant
/// costs a write per moment and not per order, and concurrent orders do not fight over the page.
/// </summary>
internal sealed class ChangeLog(DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TenantQueue> queues = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns once the change is durable, and the outcome with it if the order has ended.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer; the change may be there all the same.</exception>
    public Task AppendAsync(string tenantId, string trackingNumber, KeptOutcome? outcome) => queues
        .GetOrAdd(tenantId, id => new TenantQueue(new ChangeWriter(dapr, id, options, time)))
        .AppendAsync(new PendingChange(trackingNumber, outcome));

    private sealed class TenantQueue(ChangeWriter writer)
    {
        private readonly Lock gate = new();
        private List<PendingChange> waiting = [];
        private bool writing;

        public Task AppendAsync(PendingChange change)
        {
            lock (gate)
            {
                waiting.Add(change);
                if (writing)
                {
                    return change.Written;
                }

                writing = true;
            }

            _ = WriteAsync();
            return change.Written;
        }

        private async Task WriteAsync()
        {
            while (Take() is { Count: > 0 } batch)
            {
                try
                {
                    await writer.WriteAsync(batch);
                    batch.ForEach(change => change.Succeed());
                }
                catch (Exception e)
                {
                    batch.ForEach(change => change.Fail(e));
                }
            }
        }

        private List<PendingChange> Take()
        {
            lock (gate)
            {
                var batch = waiting;
                waiting = [];
                writing = batch.Count > 0;
                return batch;
            }
        }
    }
}

/// <summary>A change that waits to be written.</summary>
internal sealed class PendingChange(string trackingNumber, KeptOutcome? outcome)
{
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string TrackingNumber { get; } = trackingNumber;

    public KeptOutcome? Outcome { get; } = outcome;

    public Task Written => written.Task;

    public void Succeed() => written.SetResult();

    public void Fail(Exception exception) => written.SetException(exception);
}

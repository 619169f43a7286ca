using System.Security.Cryptography;
using System.Text;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Lets one request per correlation ID start an order. A finished workflow's ID can be started again on Dapr and would silently run again,
/// so the workflow ID alone guards nothing; this record does.
/// </summary>
internal sealed class AdmissionBook(DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    /// <summary>A request that has not started its order within this time may be taken over; it gives up well before.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>What is already decided about this order: replay, conflict or in flight; null when nothing is.</summary>
    public async Task<AdmissionClaim?> PeekAsync(
        string tenantId, string correlationId, string fingerprint, CancellationToken cancellationToken)
    {
        var admission = await dapr.ReadAsync<Admission>(Key(tenantId, correlationId), cancellationToken);
        return admission is null ? null : Decide(admission, fingerprint);
    }

    /// <summary>Claims the right to start the order.</summary>
    public async Task<AdmissionClaim> ClaimAsync(
        string tenantId, string correlationId, string fingerprint, CancellationToken cancellationToken)
    {
        var owner = Guid.NewGuid();
        var admission = await dapr.UpdateAsync<Admission>(
            Key(tenantId, correlationId),
            current =>
            {
                var now = time.GetUtcNow();
                if (current is null)
                {
                    return new Admission(TrackingNumber.New(now), fingerprint, owner, now + Lease);
                }

                // Free to take over: its owner crashed or failed before the workflow was known to have started.
                return Decide(current, fingerprint) is null ? current with { Owner = owner, LeaseUntil = now + Lease } : current;
            },
            options.Value.IdempotencyRetention,
            cancellationToken);

        return admission.Owner == owner
            ? new AdmissionClaim.Granted(admission.TrackingNumber, owner)
            : Decide(admission, fingerprint) ?? new AdmissionClaim.InFlight(TimeSpan.FromSeconds(1));
    }

    /// <summary>The workflow has started: from now on the order is replayed.</summary>
    public Task MarkStartedAsync(string tenantId, string correlationId, Guid owner, CancellationToken cancellationToken) =>
        ChangeOwnAsync(tenantId, correlationId, owner, own => own with { LeaseUntil = null }, cancellationToken);

    /// <summary>The start failed: a retry need not wait for the lease.</summary>
    public Task ReleaseAsync(string tenantId, string correlationId, Guid owner, CancellationToken cancellationToken) =>
        ChangeOwnAsync(tenantId, correlationId, owner, own => own with { LeaseUntil = time.GetUtcNow() }, cancellationToken);

    private Task<Admission> ChangeOwnAsync(
        string tenantId, string correlationId, Guid owner, Func<Admission, Admission> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<Admission>(
            Key(tenantId, correlationId),
            current => current is null
                ? throw new InvalidOperationException("An admission that was granted has disappeared from the state store.")
                : current.Owner == owner ? change(current) : current,
            options.Value.IdempotencyRetention,
            cancellationToken);

    private AdmissionClaim? Decide(Admission admission, string fingerprint)
    {
        if (!string.Equals(admission.Fingerprint, fingerprint, StringComparison.Ordinal))
        {
            return new AdmissionClaim.Conflicting();
        }

        if (admission.LeaseUntil is not { } leaseUntil)
        {
            return new AdmissionClaim.Replayed(admission.TrackingNumber);
        }

        var left = leaseUntil - time.GetUtcNow();
        return left > TimeSpan.Zero ? new AdmissionClaim.InFlight(left) : null;
    }

    // A correlation ID is the caller's free text; its hash makes a key.
    private static string Key(string tenantId, string correlationId) =>
        $"admission-{tenantId}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(correlationId)))}";
}

using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Lets one request start an order, however often and under whichever of its two names it comes. A finished workflow's ID can be started
/// again on Dapr and would silently run again, so the workflow ID alone guards nothing; this record does. Both documents outlive the
/// workflow's retention.
/// </summary>
internal sealed class AdmissionBook(DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    /// <summary>A request that has not started its order within this time may be taken over; it gives up well before.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // A start takes milliseconds. Only after a crash is the whole lease waited for, in several tries.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(2);

    private TimeSpan Retention => options.Value.IdempotencyRetention;

    /// <summary>What is already decided about this order: replay, conflict or in flight; null when nothing is.</summary>
    public async Task<AdmissionClaim?> PeekAsync(AdmissionGuards guards, string fingerprint, CancellationToken cancellationToken)
    {
        var binding = guards.Binding is { } key ? dapr.ReadAsync<KeyBinding>(key, cancellationToken) : Task.FromResult<KeyBinding?>(null);
        var admission = await dapr.ReadAsync<Admission>(guards.Order, cancellationToken);
        if (await binding is { } bound && !IsSame(bound.Fingerprint, fingerprint))
        {
            return new AdmissionClaim.Conflicting();
        }

        return admission is null ? null : await BoundAsync(Decide(admission, fingerprint), guards, fingerprint, cancellationToken);
    }

    /// <summary>Claims the right to start the order.</summary>
    public async Task<AdmissionClaim> ClaimAsync(AdmissionGuards guards, string fingerprint, CancellationToken cancellationToken)
    {
        var owner = Guid.NewGuid();
        var admission = await dapr.UpdateAsync<Admission>(
            guards.Order,
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
            Retention,
            cancellationToken);

        var claim = admission.Owner == owner
            ? new AdmissionClaim.Granted(admission.TrackingNumber, owner)
            : Decide(admission, fingerprint) ?? new AdmissionClaim.InFlight(TimeSpan.FromSeconds(1));
        var bound = await BoundAsync(claim, guards, fingerprint, cancellationToken);
        if (claim is AdmissionClaim.Granted && bound is not AdmissionClaim.Granted)
        {
            await ReleaseAsync(guards, owner, cancellationToken);
        }

        return bound ?? claim;
    }

    /// <summary>The workflow has started: from now on the order is replayed.</summary>
    public Task MarkStartedAsync(AdmissionGuards guards, Guid owner, CancellationToken cancellationToken) =>
        ChangeOwnAsync(guards, owner, own => own with { LeaseUntil = null }, cancellationToken);

    /// <summary>The start failed: a retry need not wait for the lease.</summary>
    public Task ReleaseAsync(AdmissionGuards guards, Guid owner, CancellationToken cancellationToken) =>
        ChangeOwnAsync(guards, owner, own => own with { LeaseUntil = time.GetUtcNow() }, cancellationToken);

    // Whoever starts or replays an order under a second name leaves that name bound to the content.
    private async Task<AdmissionClaim?> BoundAsync(
        AdmissionClaim? claim, AdmissionGuards guards, string fingerprint, CancellationToken cancellationToken)
    {
        if (guards.Binding is not { } key || claim is not (AdmissionClaim.Granted or AdmissionClaim.Replayed))
        {
            return claim;
        }

        var binding = await dapr.UpdateAsync<KeyBinding>(
            key, current => current ?? new KeyBinding(fingerprint), Retention, cancellationToken);
        return IsSame(binding.Fingerprint, fingerprint) ? claim : new AdmissionClaim.Conflicting();
    }

    private Task<Admission> ChangeOwnAsync(
        AdmissionGuards guards, Guid owner, Func<Admission, Admission> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<Admission>(
            guards.Order,
            current => current is null
                ? throw new InvalidOperationException("An admission that was granted has disappeared from the state store.")
                : current.Owner == owner ? change(current) : current,
            Retention,
            cancellationToken);

    private AdmissionClaim? Decide(Admission admission, string fingerprint)
    {
        if (!IsSame(admission.Fingerprint, fingerprint))
        {
            return new AdmissionClaim.Conflicting();
        }

        if (admission.LeaseUntil is not { } leaseUntil)
        {
            return new AdmissionClaim.Replayed(admission.TrackingNumber);
        }

        var left = leaseUntil - time.GetUtcNow();
        return left > TimeSpan.Zero ? new AdmissionClaim.InFlight(left < LongestRetryAfter ? left : LongestRetryAfter) : null;
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

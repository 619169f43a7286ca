namespace Checkout.Api.Checkouts.Submission;

/// <summary>What is remembered of a tenant's <c>correlationId</c>, so that the same order is bought once.</summary>
/// <param name="TrackingNumber">The order that the correlation ID stands for.</param>
/// <param name="Fingerprint">Content of the request, see <see cref="RequestFingerprint"/>.</param>
/// <param name="Owner">The request that works on the admission, or did last.</param>
/// <param name="LeaseUntil">While it lies ahead the owner is at work; null once the workflow has started.</param>
internal sealed record Admission(string TrackingNumber, string Fingerprint, Guid Owner, DateTimeOffset? LeaseUntil);

/// <summary>What a request may do about its order.</summary>
internal abstract record AdmissionClaim
{
    /// <summary>Start it, under this tracking number.</summary>
    internal sealed record Granted(string TrackingNumber, Guid Owner) : AdmissionClaim;

    /// <summary>Nothing: the same order was accepted before; give the same answer.</summary>
    internal sealed record Replayed(string TrackingNumber) : AdmissionClaim;

    /// <summary>Nothing: the correlation ID belongs to an order with other content.</summary>
    internal sealed record Conflicting : AdmissionClaim;

    /// <summary>Wait: another request is starting the same order right now.</summary>
    internal sealed record InFlight(TimeSpan RetryAfter) : AdmissionClaim;
}

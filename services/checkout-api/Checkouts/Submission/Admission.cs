using System.Security.Cryptography;
using System.Text;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>What is remembered of an order under the name that its merchant gave it, so that it is bought once.</summary>
/// <param name="TrackingNumber">The order that the name stands for.</param>
/// <param name="Fingerprint">Content of the request, see <see cref="RequestFingerprint"/>.</param>
/// <param name="Owner">The request that works on the admission, or did last.</param>
/// <param name="LeaseUntil">While it lies ahead the owner is at work; null once the workflow has started.</param>
internal sealed record Admission(string TrackingNumber, string Fingerprint, Guid Owner, DateTimeOffset? LeaseUntil);

/// <summary>Binds an <c>Idempotency-Key</c> to the content that came with it, when the order has a correlation ID as its name.</summary>
/// <param name="Fingerprint">Content of the request; it covers the correlation ID.</param>
internal sealed record KeyBinding(string Fingerprint);

/// <summary>
/// The names under which an order is recognised when it comes again: <c>correlationId</c>, which people and programs keep over a retry,
/// and the header <c>Idempotency-Key</c>, which a network library repeats. Either alone is enough.
/// </summary>
/// <param name="Order">Key of the <see cref="Admission"/>.</param>
/// <param name="Binding">Key of the <see cref="KeyBinding"/>; null unless both names are there.</param>
internal sealed record AdmissionGuards(string Order, string? Binding)
{
    /// <summary>The guards of a request; null for one that nobody could recognise.</summary>
    public static AdmissionGuards? Of(string tenantId, string? correlationId, string? idempotencyKey)
    {
        var byId = correlationId is null ? null : $"admission-{tenantId}:{Hash(correlationId)}";
        var byKey = idempotencyKey is null ? null : $"admission-{tenantId}:key:{Hash(idempotencyKey)}";
        return (byId, byKey) switch
        {
            (null, null) => null,
            (null, { } key) => new AdmissionGuards(key, Binding: null),
            ({ } id, var key) => new AdmissionGuards(id, key),
        };
    }

    // Both names are the caller's free text; its hash makes a key.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What a request may do about its order.</summary>
internal abstract record AdmissionClaim
{
    /// <summary>Start it, under this tracking number.</summary>
    internal sealed record Granted(string TrackingNumber, Guid Owner) : AdmissionClaim;

    /// <summary>Nothing: the same order was accepted before; give the same answer.</summary>
    internal sealed record Replayed(string TrackingNumber) : AdmissionClaim;

    /// <summary>Nothing: one of the names belongs to an order with other content.</summary>
    internal sealed record Conflicting : AdmissionClaim;

    /// <summary>Wait: another request is starting the same order right now.</summary>
    internal sealed record InFlight(TimeSpan RetryAfter) : AdmissionClaim;
}

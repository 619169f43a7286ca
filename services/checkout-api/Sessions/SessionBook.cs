using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Checkouts;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Sessions;

/// <summary>
/// Keeps sessions in the state store. Every change is written against the ETag it was read under, so that no update gets lost; one that a
/// caller makes against an older version is refused.
/// </summary>
internal sealed class SessionBook(DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    /// <summary>Sessions are remembered as long as their orders.</summary>
    private TimeSpan Retention => options.Value.IdempotencyRetention;

    /// <summary>An empty session, not kept yet.</summary>
    public CheckoutSession New(string tenantId, string currency)
    {
        var now = time.GetUtcNow();
        return new CheckoutSession(CheckoutSession.NewId(now), tenantId, currency, now, now + options.Value.SessionLifetime);
    }

    /// <summary>Keeps a new session.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<CheckoutSession> AddAsync(CheckoutSession session, CancellationToken cancellationToken)
    {
        await dapr.TryCreateAsync(Key(session.TenantId, session.Id), session, Retention, cancellationToken);
        return session;
    }

    /// <summary>The session; null when this tenant has none of that name.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<CheckoutSession?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        CheckoutSession.IsId(id) ? await dapr.ReadAsync<CheckoutSession>(Key(tenantId, id), cancellationToken) : null;

    /// <summary>Changes a session and counts its version up.</summary>
    /// <param name="session">The session as it was read.</param>
    /// <param name="change">What to change; returning its argument changes nothing.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The session as it now stands, or null when it is not the version that was read any more.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer; it may have been changed all the same.</exception>
    public async Task<CheckoutSession?> TryChangeAsync(
        CheckoutSession session, Func<CheckoutSession, CheckoutSession> change, CancellationToken cancellationToken)
    {
        var isStale = false;
        var changed = await dapr.UpdateAsync<CheckoutSession>(
            Key(session.TenantId, session.Id),
            current =>
            {
                isStale = current?.Version != session.Version;
                if (current is null || isStale)
                {
                    return current ?? session;
                }

                var next = change(current);
                return ReferenceEquals(next, current)
                    ? current
                    : next with { Version = current.Version + 1, UpdatedAt = time.GetUtcNow() };
            },
            Retention,
            cancellationToken);
        return isStale ? null : changed;
    }

    /// <summary>Gives a merchant's own reference to a session, unless another has it.</summary>
    /// <param name="scope">Within what it is unique: a tenant's ID, or a dialect's name for all tenants.</param>
    /// <param name="reference">The reference; any text.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="hold">How long nobody else can have it; null for as long as sessions are remembered.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The ID of the session that has it: <paramref name="sessionId"/>, or another.</returns>
    public async Task<string> ClaimReferenceAsync(
        string scope, string reference, string sessionId, TimeSpan? hold, CancellationToken cancellationToken)
    {
        var holder = await dapr.UpdateAsync<ReferenceHolder>(
            ReferenceKey(scope, reference), current => current ?? new ReferenceHolder(sessionId), hold ?? Retention, cancellationToken);
        return holder.SessionId;
    }

    /// <summary>The ID of the session that has the reference; null for nobody.</summary>
    public async Task<string?> FindReferenceAsync(string scope, string reference, CancellationToken cancellationToken) =>
        (await dapr.ReadAsync<ReferenceHolder>(ReferenceKey(scope, reference), cancellationToken))?.SessionId;

    private static string Key(string tenantId, string id) => $"session-{tenantId}:{id}";

    // References are free text; a hash makes a key.
    private static string ReferenceKey(string scope, string reference) =>
        $"session-reference-{scope}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)))}";

    private sealed record ReferenceHolder(string SessionId);
}

using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Checkouts;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Idempotency;

/// <summary>An answer as it went out.</summary>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="ContentType">Of the body; null without one.</param>
/// <param name="Headers">Header fields that belong to the content.</param>
/// <param name="Body">UTF-8 text.</param>
internal sealed record KeptAnswer(int StatusCode, string? ContentType, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What is remembered under a key.</summary>
/// <param name="Fingerprint">Content of the request, see <see cref="Checkouts.Submission.RequestFingerprint"/>.</param>
/// <param name="Owner">The request that works on it, or did last.</param>
/// <param name="LeaseUntil">While it lies ahead the owner is at work.</param>
/// <param name="Answer">The answer, once there is one.</param>
internal sealed record KeyRecord(string Fingerprint, Guid Owner, DateTimeOffset LeaseUntil, KeptAnswer? Answer = null);

/// <summary>Remembers which requests were answered under which key, and how.</summary>
internal sealed class AnswerBook(DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>State key of an <c>Idempotency-Key</c>: it counts for one tenant, method and path.</summary>
    public static string KeyOf(string tenantId, string method, string path, string idempotencyKey) =>
        $"answer-{tenantId}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {path} {idempotencyKey}")))}";

    /// <summary>Takes the key for a request, unless it is answered, being worked on, or another request's.</summary>
    /// <returns>The record as it stands; it is the caller's to carry out when the record's owner is <paramref name="owner"/>.</returns>
    public Task<KeyRecord> ClaimAsync(string key, string fingerprint, Guid owner, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<KeyRecord>(
            key,
            current => current is null || (current.Answer is null && IsSame(current, fingerprint) && current.LeaseUntil <= time.GetUtcNow())
                ? new KeyRecord(fingerprint, owner, time.GetUtcNow() + Lease)
                : current,
            options.Value.IdempotencyRetention,
            cancellationToken);

    /// <summary>Keeps the answer; null gives the key back for another try.</summary>
    public Task FinishAsync(string key, KeyRecord claim, KeptAnswer? answer, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<KeyRecord>(
            key,
            current => current is null || current.Owner != claim.Owner
                ? current ?? claim
                : current with { Answer = answer, LeaseUntil = time.GetUtcNow() },
            options.Value.IdempotencyRetention,
            cancellationToken);

    public static bool IsSame(KeyRecord record, string fingerprint) =>
        string.Equals(record.Fingerprint, fingerprint, StringComparison.Ordinal);
}

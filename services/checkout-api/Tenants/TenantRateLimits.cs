using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Tenants;

/// <summary>How many requests a tenant may make; section <c>RateLimit</c>.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "RateLimit";

    /// <summary>Requests in each window; a tenant's own <c>rateLimit</c> in the secret goes first.</summary>
    public int Requests { get; set; } = 1_000;

    /// <summary>Length of a window.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Counts each tenant's requests, in this process, and tells the tenant how many are left: the fields <c>RateLimit-Policy</c> and
/// <c>RateLimit</c> of the IETF's draft-ietf-httpapi-ratelimit-headers.
/// </summary>
internal sealed class TenantRateLimits : IDisposable
{
    private const string Policy = "\"tenant\"";

    private readonly RateLimitOptions options;
    private readonly PartitionedRateLimiter<Tenant> limiter;

    public TenantRateLimits(IOptions<RateLimitOptions> options)
    {
        this.options = options.Value;
        limiter = PartitionedRateLimiter.Create<Tenant, (string, int)>(tenant => RateLimitPartition.GetFixedWindowLimiter(
            (tenant.Id, Limit(tenant)),
            key => new FixedWindowRateLimiterOptions { PermitLimit = key.Item2, Window = this.options.Window, QueueLimit = 0 }));
    }

    /// <summary>Takes one request into account and writes the header fields.</summary>
    /// <returns>False when it is one too many; <c>Retry-After</c> then says when the next window begins.</returns>
    public bool TryAcquire(Tenant tenant, IHeaderDictionary headers)
    {
        using var lease = limiter.AttemptAcquire(tenant);
        var left = limiter.GetStatistics(tenant)?.CurrentAvailablePermits ?? 0;
        headers["RateLimit-Policy"] = $"{Policy};q={Limit(tenant)};w={Seconds(options.Window)}";
        headers["RateLimit"] = $"{Policy};r={left}";
        if (lease.IsAcquired)
        {
            return true;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : options.Window;
        headers.RetryAfter = Seconds(wait);
        return false;
    }

    public void Dispose() => limiter.Dispose();

    private int Limit(Tenant tenant) => tenant.RateLimit ?? options.Requests;

    private static string Seconds(TimeSpan time) => Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}

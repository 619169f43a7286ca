using System.Diagnostics.Metrics;

namespace Checkout.Api;

/// <summary>Meter <c>Checkout.Api</c>.</summary>
internal sealed class ApiMetrics
{
    private readonly Counter<long> unknownFields;

    public ApiMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Checkout.Api");
        unknownFields = meter.CreateCounter<long>(
            "checkout.api.unknown_fields", description: "Fields of requests that were ignored because nobody knows them.");
    }

    /// <summary>Counts fields that a tenant sent in vain; it may be a misspelling.</summary>
    public void Ignored(string tenantId, int fields)
    {
        if (fields > 0)
        {
            unknownFields.Add(fields, new KeyValuePair<string, object?>("tenant", tenantId));
        }
    }
}

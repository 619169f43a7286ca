using System.Diagnostics.Metrics;
using Dapr.Workflow;

namespace Checkout.Api;

/// <summary>Meter <c>Checkout.Api</c>.</summary>
internal sealed class ApiMetrics
{
    private readonly Counter<long> unknownFields;
    private readonly Counter<long> irregular;
    private readonly Counter<long> stuck;

    public ApiMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Checkout.Api");
        unknownFields = meter.CreateCounter<long>(
            "checkout.api.unknown_fields", description: "Fields of requests that were ignored because nobody knows them.");
        irregular = meter.CreateCounter<long>(
            "checkout.api.irregular_workflows", description: "Answers about orders whose workflow neither runs nor has completed.");
        stuck = meter.CreateCounter<long>(
            "checkout.api.stuck_orders", description: "Reports of orders that an operator has to look at, first and repeated.");
    }

    /// <summary>Counts a report of an order that people have to look at.</summary>
    public void Stuck(string reasonCode) => stuck.Add(1, new KeyValuePair<string, object?>("reason", reasonCode));

    /// <summary>Counts an answer about an order that somebody, or a bug, has stopped or holds.</summary>
    public void Irregular(WorkflowRuntimeStatus status) =>
        irregular.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));

    /// <summary>Counts fields that a tenant sent in vain; it may be a misspelling.</summary>
    public void Ignored(string tenantId, int fields)
    {
        if (fields > 0)
        {
            unknownFields.Add(fields, new KeyValuePair<string, object?>("tenant", tenantId));
        }
    }
}

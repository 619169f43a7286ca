using System.Diagnostics.Metrics;

namespace Checkout.Fulfilment;

/// <summary>Meter <c>Checkout.Fulfilment</c>.</summary>
internal sealed class FulfilmentMetrics
{
    private readonly Counter<long> activities;

    public FulfilmentMetrics(IMeterFactory meters) =>
        activities = meters.Create("Checkout.Fulfilment")
            .CreateCounter<long>("checkout.fulfilment.activities", description: "Activities that answered, by the order's status then.");

    /// <summary>Counts one activity that answered.</summary>
    public void Answered(string activity, string status, string? reasonCode) =>
        activities.Add(1, new("activity", activity), new("status", status), new("reason", reasonCode));
}

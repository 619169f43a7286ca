using System.Diagnostics.Metrics;

namespace Checkout.Fulfilment;

/// <summary>Meter <c>Checkout.Fulfilment</c>.</summary>
internal sealed class FulfilmentMetrics
{
    private readonly Counter<long> activities;
    private readonly Counter<long> webhookAttempts;

    public FulfilmentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Checkout.Fulfilment");
        activities = meter.CreateCounter<long>(
            "checkout.fulfilment.activities", description: "Activities that answered, by the order's status then.");
        webhookAttempts = meter.CreateCounter<long>(
            "checkout.fulfilment.webhook_attempts", description: "Tries to deliver an event to a webhook, by what became of the delivery.");
    }

    /// <summary>Counts one activity that answered.</summary>
    public void Answered(string activity, string status, string? reasonCode) =>
        activities.Add(1, new("activity", activity), new("status", status), new("reason", reasonCode));

    /// <summary>Counts one try to deliver an event to a webhook.</summary>
    public void WebhookAttempted(string state, int? statusCode, string? error) =>
        webhookAttempts.Add(1, new("state", state), new("status_code", statusCode), new("error", error));
}

using System.Diagnostics.Metrics;

namespace Checkout.Payments;

/// <summary>Meter <c>Checkout.Payments</c>.</summary>
internal sealed class PaymentMetrics
{
    private readonly Counter<long> authorizations;
    private readonly Histogram<double> calls;

    public PaymentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Checkout.Payments");
        authorizations = meter.CreateCounter<long>("checkout.payments.authorizations", description: "Authorisations by outcome.");
        calls = meter.CreateHistogram<double>("checkout.payments.psp.duration", "s", "Duration of one call to a PSP.");
    }

    /// <summary>Counts one authorisation that was sent to a PSP.</summary>
    public void Authorized(string provider, string outcome, string? reasonCode) =>
        authorizations.Add(1, new("provider", provider), new("outcome", outcome), new("reason", reasonCode));

    /// <summary>Records how long a PSP took, and its HTTP status or <c>timeout</c> or <c>unavailable</c>.</summary>
    public void Called(string provider, string operation, string outcome, TimeSpan duration) =>
        calls.Record(duration.TotalSeconds, new("provider", provider), new("operation", operation), new("outcome", outcome));
}

using System.Diagnostics.Metrics;
using Checkout.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.CheckoutApi;

public sealed class ApiMetricsTests
{
    [Fact]
    public void Ignored_fields_are_counted_for_their_tenant()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<ApiMetrics>().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var counted = new List<(long Value, object? Tenant)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Meters of other tests have other factories.
                if (ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add((value, tags[0].Value)));
        listener.Start();

        var metrics = services.GetRequiredService<ApiMetrics>();
        metrics.Ignored("acme", 3);
        metrics.Ignored("acme", 0);

        counted.ShouldBe([(3, "acme")]);
    }
}

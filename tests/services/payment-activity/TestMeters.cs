using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.PaymentActivity;

/// <summary>Meters that nobody reads.</summary>
internal static class TestMeters
{
    public static IMeterFactory Factory { get; } =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}

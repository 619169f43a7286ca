using Dapr.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Checkout.ServiceDefaults;

/// <summary>
/// Ready means: the sidecar can send for us. It asks <c>healthz/outbound</c>, because <c>healthz</c> itself waits for this app.
/// </summary>
internal sealed class SidecarReadiness(DaprClient dapr) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await dapr.CheckOutboundHealthAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The Dapr sidecar does not answer.");
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Checkout.ServiceDefaults;

/// <summary>What every service starts with.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Tag of the health checks that <c>/readyz</c> asks.</summary>
    public const string ReadyTag = "ready";

    private static readonly Dictionary<string, string?> QuietFrameworks = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        // Not ready yet is no error; who asks /readyz hears it.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
    };

    /// <summary>Adds the Dapr client, telemetry, JSON logs, problem details (RFC 9457), health and the clock.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        // First in line, so that every other source of configuration can say otherwise.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietFrameworks });
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddDaprClient();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<DependencyFailure>();
        builder.Services.AddHostedService<Telemetry>();
        builder.Services.AddHealthChecks().AddCheck<SidecarReadiness>("dapr", tags: [ReadyTag]);
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Maps <c>/healthz</c> (the process serves) and <c>/readyz</c> (the sidecar serves too).</summary>
    /// <param name="app">The service.</param>
    /// <returns>The same service.</returns>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) });
        return app;
    }

    // A body that is too large, too slow or cut off is the caller's doing, although only an exception tells.
    private static int StatusOf(Exception error) =>
        error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}

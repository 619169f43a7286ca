using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Checkout.Bench.Workflows;

/// <summary>The three apps of the benchmark: one with the workflow, two with a step that does nothing.</summary>
internal static class BenchApps
{
    public const string Orders = "bench-orders";
    public const string Payment = "bench-payment";
    public const string Fulfilment = "bench-fulfilment";
    public const string Step = "Step";

    /// <summary>An app with the step, or with the workflow, that works for the sidecar at <paramref name="sidecar"/> (gRPC).</summary>
    public static IHost Create(string appId, Uri sidecar)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["DAPR_GRPC_ENDPOINT"] = sidecar.ToString();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // the output belongs to the handshake
        builder.Services.AddDaprWorkflow(options =>
        {
            if (string.Equals(appId, Orders, StringComparison.Ordinal))
            {
                options.RegisterWorkflow<CheckoutShape>();
            }
            else
            {
                options.RegisterActivity<int, int>(Step, static (_, number) => Task.FromResult(number));
            }
        });
        return builder.Build();
    }

    /// <summary>Runs an app until its standard input ends, which it does when whoever started it ends.</summary>
    public static async Task RunAsync(string appId, Uri sidecar, CancellationToken cancellation)
    {
        using var app = Create(appId, sidecar);
        await app.StartAsync(cancellation);
        Console.WriteLine(BenchProcess.Ready);
        await Console.In.ReadToEndAsync(cancellation);
        await app.StopAsync(cancellation);
    }
}

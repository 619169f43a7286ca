using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Adyen;
using Checkout.Local.Psps.Faults;
using Checkout.Local.Psps.Ledger;
using Checkout.Local.Psps.PayPal;
using Checkout.Local.Psps.Stripe;

namespace Checkout.Local.Psps;

/// <summary>
/// Simulated payment service providers over one durable ledger. Configuration: <c>Ledger:File</c> (SQLite file, in memory when absent),
/// <c>Psp:TimeoutDelay</c>, <c>Psp:MerchantName</c>, <c>Psp:PublicUrl</c>, and the sections
/// <c>Stripe</c>, <c>Adyen</c>, <c>PayPal</c> and <c>Faults</c>.
/// </summary>
public static class PspsApp
{
    private const long LargestRequest = 64 * 1024;

    /// <summary>Builds the application; the caller runs it.</summary>
    /// <param name="args">Configuration as command-line arguments, e.g. <c>--urls=http://127.0.0.1:0</c>.</param>
    /// <returns>The application, not started.</returns>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestRequest);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<PspOptions>().BindConfiguration("Psp");
        builder.Services.AddSingleton(services => PaymentLedger.Open(
            LedgerFile(builder.Configuration["Ledger:File"], builder.Environment.ContentRootPath),
            services.GetRequiredService<TimeProvider>()));
        builder.AddStripe();
        builder.AddAdyen();
        builder.AddPayPal();
        builder.AddFaults();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapStripe();
        app.MapAdyen();
        app.MapPayPal();
        app.MapAccessControl();
        app.MapLedger();
        app.UseFaults();
        app.MapGet("/healthz", () => TypedResults.Ok());

        // Opened now rather than by the first request, so that an unusable file ends the start with its reason.
        _ = app.Services.GetRequiredService<PaymentLedger>();
        return app;
    }

    private static string? LedgerFile(string? configured, string contentRoot) =>
        string.IsNullOrWhiteSpace(configured) ? null : Path.GetFullPath(configured, contentRoot);
}

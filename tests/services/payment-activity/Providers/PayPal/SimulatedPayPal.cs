using System.Net.Http.Json;
using Checkout.Local.Psps;
using Checkout.Payments;
using Checkout.Payments.Providers.PayPal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

/// <summary>The simulated PSP on a free port, for the PayPal provider.</summary>
public sealed class SimulatedPayPal : IAsyncLifetime
{
    private WebApplication? psps;

    internal Uri Address => new(psps.ShouldNotBeNull().Urls.Single());

    public async ValueTask InitializeAsync()
    {
        psps = PspsApp.Create(["--urls=http://127.0.0.1:0", "--PayPal:ClearingDelay=00:00:00.5"]);
        await psps.StartAsync();
    }

    public ValueTask DisposeAsync() => psps?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static async Task<LedgerTotals> TotalsAsync(Uri psps, string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = psps };
        return (await http.GetFromJsonAsync<LedgerView>($"/ledger?reference={trackingNumber}")).ShouldNotBeNull().Totals;
    }

    internal sealed record LedgerTotals(int Charges, long Captured, long Refunded, long Held);

    private sealed record LedgerView(LedgerTotals Totals);
}

/// <summary>A provider with a wire, a state store and a clock of its own.</summary>
internal sealed class PayPalSetting
{
    private readonly PayPalOptions options;
    private readonly PaymentOptions payments = new() { PspTimeout = TimeSpan.FromSeconds(30) };

    public PayPalSetting(Uri address, PayPalOptions? options = null)
    {
        this.options = options ??= new PayPalOptions();
        Wire = new PayPalWire(address);
        var http = new HttpClient(Wire) { BaseAddress = new Uri("http://psp-paypal") };
        var api = new PayPalApi(
            http,
            new PayPalTokens(Dapr.Client, options, Time),
            payments,
            new PaymentMetrics(TestMeters.Factory),
            TimeProvider.System,
            NullLogger<PayPalApi>.Instance);
        Approvals = new PayPalApprovals(Dapr.Client, Time);
        Provider = new PayPalProvider(
            api,
            Approvals,
            new PayPalNotifications(api, options, NullLogger<PayPalNotifications>.Instance),
            new PayPalReversals(api, Approvals, payments, options, Time),
            options);
    }

    public InMemoryDapr Dapr { get; } = new();

    public ManualTime Time { get; } = new();

    public PayPalWire Wire { get; }

    public PayPalApprovals Approvals { get; }

    public PayPalProvider Provider { get; }

    /// <summary>Goes past the time in which a call of ours may still take effect.</summary>
    public void Settle() => Time.Advance(payments.PspTimeout + options.SettleDelay);
}

using System.Diagnostics.Metrics;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.StoredMethods;
using Checkout.Payments.Vault;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

/// <summary>The five activities over an in-memory state and a model of a PSP, for one order.</summary>
internal sealed class PaymentWorld
{
    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private static readonly WorkflowActivityContext Context = Substitute.For<WorkflowActivityContext>();

    private readonly AuthorizePayment authorize;
    private readonly PaymentInquiry inquiry;
    private readonly CapturePayment capture;
    private readonly ReversePayment reverse;

    public PaymentWorld(PaymentStatus firstAnswer = PaymentStatus.Authorized)
    {
        Psp = new ModelPsp(Time, firstAnswer);
        var options = new PaymentOptions();
        var vaultOptions = new VaultOptions();
        Vault = new CardVault(Dapr.Client, new VaultKeys(Dapr.Client, vaultOptions, Time), vaultOptions);
        Methods = new CustomerMethods(Dapr.Client, Time);
        var providers = new PaymentProviders([Psp], options);
        var records = new PaymentRecords(Dapr.Client);
        inquiry = new PaymentInquiry(records, providers, Methods, options, Time);
        var reversal = new PaymentReversal(records, providers, inquiry, Time);
        authorize = new AuthorizePayment(
            records, new PaymentInstruments(Vault, Methods, providers), inquiry, reversal, Vault, new PaymentMetrics(Meters), Time);
        capture = new CapturePayment(records, providers, Methods, Time);
        reverse = new ReversePayment(records, reversal, Time);
    }

    public static OrderReference Order { get; } = new("trk_1", "acme");

    public ManualTime Time { get; } = new();

    public InMemoryDapr Dapr { get; } = new();

    public ModelPsp Psp { get; }

    public CardVault Vault { get; }

    public CustomerMethods Methods { get; }

    public Payment? Record => Dapr.Read<Payment>($"payment-{Order.TrackingNumber}");

    public async Task<string> VaultCardAsync(string? alias = null) =>
        await Vault.StoreAsync(TestCards.Card(alias: alias), TestContext.Current.CancellationToken);

    public Task<PaymentResult> AuthorizeAsync(
        string? token, int attempt = 1, bool store = false, string? urn = null, string? provider = null) =>
        authorize.RunAsync(Context, new AuthorizePaymentRequest(
            Order.TrackingNumber,
            Order.TenantId,
            "cu.00.482",
            new Money(1499, "EUR"),
            new PaymentInstrument(token, urn, store, provider),
            "https://shop.example/return/1",
            attempt));

    public Task<PaymentResult> ConfirmAsync() => new ConfirmPayment(inquiry).RunAsync(Context, Order);

    public Task<PaymentResult> InquireAsync() => new InquirePayment(inquiry).RunAsync(Context, Order);

    public Task<PaymentResult> CaptureAsync() => capture.RunAsync(Context, Order);

    public Task<ReversalResult> ReverseAsync() => reverse.RunAsync(Context, Order);
}

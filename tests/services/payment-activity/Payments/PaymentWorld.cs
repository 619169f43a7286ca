using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Routing;
using Checkout.Payments.StoredMethods;
using Checkout.Payments.Vault;
using Dapr.Workflow;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

/// <summary>The five activities over an in-memory state and a model of a PSP, for one order.</summary>
internal sealed class PaymentWorld
{
    private static readonly WorkflowActivityContext Context = Substitute.For<WorkflowActivityContext>();

    private readonly AuthorizePayment authorize;
    private readonly PaymentInquiry inquiry;
    private readonly CapturePayment capture;
    private readonly ReversePayment reverse;
    private readonly ReviewPayment review;

    public PaymentWorld(
        PaymentStatus firstAnswer = PaymentStatus.Authorized,
        Func<TimeProvider, ModelPsp>? second = null,
        string reasonCode = "CARD_DECLINED")
    {
        Psp = new ModelPsp(Time, firstAnswer, reasonCode: reasonCode);
        var options = new PaymentOptions();
        var vaultOptions = new VaultOptions();
        var audit = new VaultAudit(TestMeters.Factory, NullLogger<VaultAudit>.Instance);
        Vault = new InstrumentVault(Dapr.Client, new VaultKeys(Dapr.Client, vaultOptions, Time), audit, vaultOptions);
        Methods = new CustomerMethods(Dapr.Client, Time);
        var providers = new PaymentProviders(second is null ? [Psp] : [Psp, Second = second(Time)], options);
        var routing = new RoutingOptions();
        var health = new ProviderHealth(routing, Time);
        var router = new PaymentRouter(providers, health, routing, options);
        var retry = new PaymentRetry(router, routing);
        var records = new PaymentRecords(Dapr.Client);
        inquiry = new PaymentInquiry(records, providers, retry, health, Methods, options, Time);
        var reversal = new PaymentReversal(records, providers, inquiry, Time);
        authorize = new AuthorizePayment(
            records,
            new PaymentInstruments(Vault, Methods, providers, router, retry),
            inquiry,
            reversal,
            retry,
            health,
            Vault,
            new PaymentMetrics(TestMeters.Factory),
            Time);
        capture = new CapturePayment(records, providers, Methods, Time);
        reverse = new ReversePayment(records, reversal, Time);
        review = new ReviewPayment(records, providers, reversal, Methods, Time);
    }

    public static OrderReference Order { get; } = new("trk_1", "acme");

    public ManualTime Time { get; } = new();

    public InMemoryDapr Dapr { get; } = new();

    public ModelPsp Psp { get; }

    /// <summary>The PSP to fall back to, if there is one.</summary>
    public ModelPsp? Second { get; }

    public InstrumentVault Vault { get; }

    public CustomerMethods Methods { get; }

    public Payment? Record => Dapr.Read<Payment>($"payment-{Order.TrackingNumber}");

    public async Task<string> VaultCardAsync(string? alias = null) =>
        await Vault.StoreAsync(TestCards.Card(alias: alias), TestContext.Current.CancellationToken);

    public Task<PaymentResult> AuthorizeAsync(AuthorizePaymentRequest request) => authorize.RunAsync(Context, request);

    public Task<PaymentReview> ReviewAsync(PaymentNews news) => review.RunAsync(Context, news);

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

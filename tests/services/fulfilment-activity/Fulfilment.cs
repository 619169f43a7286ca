using System.Diagnostics.Metrics;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment;
using Checkout.Fulfilment.Entitlements;
using Checkout.Fulfilment.Orders;
using Checkout.Fulfilment.Stock;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Checkout.Services.Tests.FulfilmentActivity;

/// <summary>The four activities over one state store, and one order of two items, the first of them from a limited stock.</summary>
internal sealed class Fulfilment
{
    public const string Tenant = "acme";
    public const string Customer = "cu.00.482";
    public const string Stocked = "it_ticket";
    public const string Unlimited = "it_stream";
    public const int InStock = 10;
    public const int Ordered = 2;

    private readonly StockRecords stock;
    private readonly EntitlementRecords entitlements;
    private readonly OrderRecords orders;
    private readonly Settlement settlement;
    private readonly FulfilmentMetrics metrics;

    public Fulfilment()
    {
        stock = new StockRecords(Store.Client, TimeProvider.System);
        entitlements = new EntitlementRecords(Store.Client);
        orders = new OrderRecords(Store.Client);
        settlement = new Settlement(orders, stock, entitlements);
        metrics = new FulfilmentMetrics(
            new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    }

    public FaultyStateStore Store { get; } = new();

    public int Available => Store.Read<StockLevel>($"stock-{Tenant}:{Stocked}").ShouldNotBeNull().Available;

    public static async Task<Fulfilment> WithStockAsync()
    {
        var fulfilment = new Fulfilment();
        await fulfilment.StockAsync(InStock);
        return fulfilment;
    }

    public Task StockAsync(int available) => stock.SetAsync(Tenant, Stocked, available, CancellationToken.None);

    public Task<ReservationResult> ReserveAsync(string order = "trk_1", int quantity = Ordered) =>
        new ReserveItems(orders, stock, settlement, metrics, TimeProvider.System).RunAsync(
            Substitute.For<WorkflowActivityContext>(),
            new ReserveItemsRequest(order, Tenant, Customer, [new OrderLine(Stocked, quantity), new OrderLine(Unlimited, 1, Stocked)]));

    public Task<bool> ReleaseAsync(string order = "trk_1", string tenant = Tenant) =>
        new ReleaseItems(orders, settlement, metrics, TimeProvider.System).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new OrderReference(order, tenant));

    public Task<DeliveryResult> DeliverAsync(string order = "trk_1") =>
        new DeliverItems(orders, settlement, metrics, TimeProvider.System, NullLogger<DeliverItems>.Instance).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new OrderReference(order, Tenant));

    public Task<bool> RevokeAsync(string order = "trk_1") =>
        new RevokeItems(orders, settlement, metrics, TimeProvider.System, NullLogger<RevokeItems>.Instance).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new OrderReference(order, Tenant));

    /// <summary>Runs an activity by the first word of its name, for tests over many sequences of activities.</summary>
    public Task RunAsync(string activity) => activity switch
    {
        "reserve" => ReserveAsync(),
        "release" => ReleaseAsync(),
        "deliver" => DeliverAsync(),
        "revoke" => RevokeAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(activity)),
    };

    public OrderStatus? Status(string order = "trk_1") => Store.Read<FulfilmentOrder>($"fulfilment-{order}")?.Status;

    public IReadOnlyList<Entitlement> Held() =>
        Store.Read<CustomerEntitlements>($"entitlements-{Tenant}:{Customer}")?.Entitlements ?? [];

    /// <summary>Stock and entitlements say the same as the order: nothing is held twice, nothing for an order that was undone.</summary>
    public void ShouldAgree(string because)
    {
        var status = Status();
        Available.ShouldBe(status is OrderStatus.Reserved or OrderStatus.Delivered ? InStock - Ordered : InStock, because);
        Held().Count.ShouldBe(status is OrderStatus.Delivered ? 2 : 0, because);
    }
}

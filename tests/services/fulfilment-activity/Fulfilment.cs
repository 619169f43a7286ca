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
    private readonly ExpiredReservations expired;
    private readonly Reservation reservation;
    private readonly FulfilmentMetrics metrics;

    public Fulfilment()
    {
        stock = new StockRecords(Store.Client, Time);
        entitlements = new EntitlementRecords(Store.Client);
        orders = new OrderRecords(Store.Client);
        settlement = new Settlement(orders, stock, entitlements);
        expired = new ExpiredReservations(orders, stock, settlement, Time);
        reservation = new Reservation(orders, stock, expired, Options, Time);
        metrics = new FulfilmentMetrics(
            new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    }

    public FaultyStateStore Store { get; } = new();

    public ManualTime Time { get; } = new();

    private static FulfilmentOptions Options => new();

    public int Available => Store.Read<StockLevel>($"stock-{Tenant}:{Stocked}").ShouldNotBeNull().Available;

    public static async Task<Fulfilment> WithStockAsync()
    {
        var fulfilment = new Fulfilment();
        await fulfilment.StockAsync(InStock);
        return fulfilment;
    }

    public Task StockAsync(int available, string item = Stocked) => stock.SetAsync(Tenant, item, available, CancellationToken.None);

    public Task<ReservationResult> ReserveAsync(string order = "trk_1", int quantity = Ordered) =>
        ReserveLinesAsync(order, new OrderLine(Stocked, quantity), new OrderLine(Unlimited, 1, Stocked));

    public Task<ReservationResult> ReserveLinesAsync(string order, params OrderLine[] lines) =>
        new ReserveItems(orders, stock, reservation, settlement, metrics, Time).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new ReserveItemsRequest(order, Tenant, Customer, lines));

    public Task<bool> ReleaseAsync(string order = "trk_1", string tenant = Tenant) =>
        new ReleaseItems(orders, settlement, metrics, Time).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new OrderReference(order, tenant));

    public Task<DeliveryResult> DeliverAsync(string order = "trk_1") =>
        new DeliverItems(orders, reservation, settlement, metrics, Time, NullLogger<DeliverItems>.Instance).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new OrderReference(order, Tenant));

    public Task<bool> RevokeAsync(string order = "trk_1") =>
        new RevokeItems(orders, settlement, metrics, Time, NullLogger<RevokeItems>.Instance).RunAsync(
            Substitute.For<WorkflowActivityContext>(), new OrderReference(order, Tenant));

    /// <summary>Lets the time of every reservation pass, and somebody look at the stock.</summary>
    public Task ExpireAsync(string item = Stocked)
    {
        Time.Advance(Options.ReservationLifetime);
        return expired.ReclaimAsync(Tenant, item);
    }

    /// <summary>Runs an activity by the first word of its name, for tests over many sequences of activities.</summary>
    public Task RunAsync(string activity) => activity switch
    {
        "reserve" => ReserveAsync(),
        "release" => ReleaseAsync(),
        "deliver" => DeliverAsync(),
        "revoke" => RevokeAsync(),
        "expire" => ExpireAsync(),
        "sell-out" => ReserveAsync("trk_2", InStock),
        _ => throw new ArgumentOutOfRangeException(nameof(activity)),
    };

    public OrderStatus? Status(string order = "trk_1") => Order(order)?.Status;

    public FulfilmentOrder? Order(string order = "trk_1") => Store.Read<FulfilmentOrder>($"fulfilment-{order}");

    public IReadOnlyList<Entitlement> Held() =>
        Store.Read<CustomerEntitlements>($"entitlements-{Tenant}:{Customer}")?.Entitlements ?? [];

    /// <summary>Stock and entitlements say the same as the order: nothing is held twice, nothing for an order that was undone.</summary>
    public void ShouldAgree(string because)
    {
        var status = Status();
        var others = Status("trk_2") is OrderStatus.Reserved or OrderStatus.Delivered ? InStock : 0;
        Available.ShouldBe((status is OrderStatus.Reserved or OrderStatus.Delivered ? InStock - Ordered : InStock) - others, because);
        Held().Count.ShouldBe(status is OrderStatus.Delivered ? 2 : 0, because);
        Order()?.Items.ShouldAllBe(item => item.Status == status || status == OrderStatus.Refused, because);
    }
}

using Checkout.Fulfilment.Orders;
using Dapr;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.FulfilmentActivity.Orders;

/// <summary>
/// Four orders compete for a stock that is enough for two. Whatever they ask in whatever order, however often, with crashes anywhere and
/// time passing: nothing is sold twice, nothing is lost, and nobody holds what is not delivered to him.
/// </summary>
public sealed class AnySequenceProperties
{
    private const int Quantity = 4;
    private static readonly string[] Orders = ["trk_1", "trk_2", "trk_3", "trk_4"];
    private static readonly string[] Activities = ["reserve", "reserve", "deliver", "deliver", "release", "revoke", "expire"];

    private static readonly Gen<Step> Steps =
        from order in Gen.Elements(Orders)
        from activity in Gen.Elements(Activities)
        from crashAt in Gen.Choose(0, 12)
        from losesAnswer in Gen.Elements(true, false)
        select new Step(order, activity, crashAt, losesAnswer);

    [Fact]
    public void Stock_orders_and_entitlements_agree_after_any_sequence() => Prop.ForAll(
        Steps.ListOf().ToArbitrary(),
        steps => RunAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(40));

    private static async Task<bool> RunAsync(IEnumerable<Step> steps)
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        var before = Orders.ToDictionary(order => order, _ => (OrderStatus?)null, StringComparer.Ordinal);
        foreach (var step in steps)
        {
            await RunAsync(fulfilment, step);
            foreach (var order in Orders)
            {
                var now = fulfilment.Status(order);
                MayBecome(before[order], now).ShouldBeTrue($"{order}: {before[order]} → {now} by {step}");
                before[order] = now;
            }

            ShouldAgree(fulfilment, step.ToString());
        }

        return true;
    }

    // The engine runs an activity again until it has answered.
    private static async Task RunAsync(Fulfilment fulfilment, Step step)
    {
        fulfilment.Store.LosesAnswer = step.LosesAnswer;
        fulfilment.Store.FailNext(step.CrashAt);
        try
        {
            await OnceAsync(fulfilment, step);
        }
        catch (DaprException)
        {
            await OnceAsync(fulfilment, step);
        }

        fulfilment.Store.FailNext(0);
    }

    private static Task OnceAsync(Fulfilment fulfilment, Step step) => step.Activity switch
    {
        "reserve" => fulfilment.ReserveAsync(step.Order, Quantity),
        "deliver" => fulfilment.DeliverAsync(step.Order),
        "release" => fulfilment.ReleaseAsync(step.Order),
        "revoke" => fulfilment.RevokeAsync(step.Order),
        _ => fulfilment.ExpireAsync(),
    };

    private static void ShouldAgree(Fulfilment fulfilment, string because)
    {
        var holding = Orders.Count(order => fulfilment.Status(order) is OrderStatus.Reserved or OrderStatus.Delivered);
        fulfilment.Available.ShouldBe(Fulfilment.InStock - (holding * Quantity), because);
        var delivered = Orders.Where(order => fulfilment.Status(order) is OrderStatus.Delivered);
        fulfilment.Held().GroupBy(held => held.TrackingNumber, StringComparer.Ordinal).Select(group => (group.Key, group.Count()))
            .ShouldBe(delivered.Select(order => (order, 2)), ignoreOrder: true, because);
    }

    private static bool MayBecome(OrderStatus? before, OrderStatus? after) => before == after || before switch
    {
        OrderStatus.Delivered => after is OrderStatus.Revoked,
        OrderStatus.Refused or OrderStatus.Released or OrderStatus.Revoked => false,
        _ => after is not OrderStatus.Reserving,
    };

    private sealed record Step(string Order, string Activity, int CrashAt, bool LosesAnswer);
}

using Checkout.Fulfilment.Stock;

namespace Checkout.Services.Tests.FulfilmentActivity.Stock;

public sealed class StockLevelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_order_takes_once()
    {
        var taken = StockLevel.Of(5).Take("trk_1", Taking(3));

        taken.Available.ShouldBe(2);
        taken.Take("trk_1", Taking(3)).ShouldBeSameAs(taken);
    }

    [Fact]
    public void Too_little_stays_as_it_is()
    {
        var level = StockLevel.Of(2);

        level.Take("trk_1", Taking(3)).ShouldBeSameAs(level);
    }

    [Fact]
    public void What_was_taken_is_given_back_once()
    {
        var returned = StockLevel.Of(5).Take("trk_1", Taking(3)).GiveBack("trk_1", hold: 1);

        returned.Available.ShouldBe(5);
        returned.GiveBack("trk_1", hold: 1).ShouldBeSameAs(returned);
    }

    [Fact]
    public void What_a_later_reservation_has_taken_over_is_not_given_back_for_the_earlier_one()
    {
        var again = StockLevel.Of(5).Take("trk_1", Taking(3)).Take("trk_1", Taking(3, hold: 2));

        again.Available.ShouldBe(2);
        again.GiveBack("trk_1", hold: 1).ShouldBeSameAs(again);
        again.Take("trk_1", Taking(3)).ShouldBeSameAs(again);
        again.GiveBack("trk_1", hold: 2).Available.ShouldBe(5);
    }

    [Fact]
    public void Only_what_was_not_delivered_is_overdue()
    {
        var level = StockLevel.Of(5).Take("trk_1", Taking(1)).Take("trk_2", Taking(1)).Finish("trk_2");

        level.OverdueAt(Noon.AddHours(1)).ShouldBe(["trk_1"]);
        level.OverdueAt(Noon.AddMinutes(59)).ShouldBeEmpty();
        level.Finish("trk_2").ShouldBeSameAs(level);
        level.Finish("trk_3").ShouldBeSameAs(level);
    }

    [Fact]
    public void What_was_delivered_long_ago_is_forgotten_and_stays_taken_and_what_was_not_is_remembered()
    {
        var level = StockLevel.Of(5).Take("trk_delivered", Taking(1)).Take("trk_lost", Taking(1)).Finish("trk_delivered")
            .Take("trk_new", Taking(1) with { At = Noon.AddDays(31) });

        level.Taken.Keys.ShouldBe(["trk_lost", "trk_new"], ignoreOrder: true);
        level.Available.ShouldBe(2);
    }

    private static Taking Taking(int quantity, int hold = 1) => new(quantity, Noon, Noon.AddHours(1), hold);
}

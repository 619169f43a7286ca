using Checkout.Fulfilment.Stock;

namespace Checkout.Services.Tests.FulfilmentActivity.Stock;

public sealed class StockLevelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_order_takes_once()
    {
        var taken = StockLevel.Of(5).Take("trk_1", 3, Noon);

        taken.Available.ShouldBe(2);
        taken.Take("trk_1", 3, Noon).ShouldBeSameAs(taken);
    }

    [Fact]
    public void Too_little_stays_as_it_is()
    {
        var level = StockLevel.Of(2);

        level.Take("trk_1", 3, Noon).ShouldBeSameAs(level);
    }

    [Fact]
    public void What_was_taken_is_given_back_once()
    {
        var returned = StockLevel.Of(5).Take("trk_1", 3, Noon).GiveBack("trk_1");

        returned.Available.ShouldBe(5);
        returned.GiveBack("trk_1").ShouldBeSameAs(returned);
    }

    [Fact]
    public void Takings_of_orders_that_must_have_ended_are_forgotten_and_stay_taken()
    {
        var level = StockLevel.Of(5).Take("trk_old", 1, Noon).Take("trk_new", 1, Noon.AddDays(31));

        level.IsTakenBy("trk_old").ShouldBeFalse();
        level.IsTakenBy("trk_new").ShouldBeTrue();
        level.Available.ShouldBe(3);
    }
}

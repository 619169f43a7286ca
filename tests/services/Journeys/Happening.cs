namespace Checkout.Services.Tests.Journeys;

/// <summary>Something that happens to an order from outside, at a moment that nobody chooses.</summary>
public enum Happening
{
    /// <summary>The shopper confirms at the bank.</summary>
    ShopperPasses,

    /// <summary>The shopper refuses at the bank.</summary>
    ShopperFails,

    /// <summary>The bank pays what was pending.</summary>
    BankPays,

    /// <summary>The bank refuses what was pending.</summary>
    BankRefuses,

    /// <summary>A call that was under way arrives at the PSP.</summary>
    LateArrival,

    /// <summary>The browser comes back.</summary>
    Return,

    /// <summary>A notification of the PSP comes.</summary>
    Notification,

    /// <summary>The time of the next inquiry comes.</summary>
    InquiryTime,

    /// <summary>Nothing, for once.</summary>
    Nothing,
}

/// <summary>All orders in which things can happen.</summary>
internal static class Orders
{
    /// <summary>Every different order of <paramref name="happenings"/> in which causes come before their effects.</summary>
    public static IEnumerable<Happening[]> Of(params Happening[] happenings) => Arrange([], [.. happenings.Order()]);

    private static IEnumerable<Happening[]> Arrange(Happening[] begun, List<Happening> left)
    {
        if (left.Count == 0)
        {
            yield return begun;
        }

        foreach (var next in left.Distinct().Where(next => !IsEffect(next) || !left.Exists(IsCause)).ToList())
        {
            var rest = new List<Happening>(left);
            rest.Remove(next);
            foreach (var order in Arrange([.. begun, next], rest))
            {
                yield return order;
            }
        }
    }

    private static bool IsCause(Happening happening) => happening <= Happening.LateArrival;

    // The PSP tells, and the browser comes back, only after something has happened there.
    private static bool IsEffect(Happening happening) => happening is Happening.Return or Happening.Notification;
}

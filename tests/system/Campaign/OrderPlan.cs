using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Campaign;

/// <summary>What a shopper does when the status asks for it.</summary>
internal enum ShopperMove
{
    /// <summary>Confirms and comes back.</summary>
    Approve,

    /// <summary>Confirms and closes the browser.</summary>
    ApproveAndVanish,

    /// <summary>Confirms and comes back twice.</summary>
    ApproveTwice,

    /// <summary>Refuses and comes back.</summary>
    Reject,

    /// <summary>Does nothing.</summary>
    Abandon,
}

/// <summary>How an order has to end, when nothing but the shopper and the issuer decides.</summary>
internal enum PlannedEnd
{
    /// <summary>Paid and delivered; or, after too many faults, given up whole.</summary>
    MayBePaid,

    /// <summary>Never paid, whatever happens on the way.</summary>
    NotPaid,
}

/// <summary>One order of the campaign.</summary>
/// <param name="Name">Scenario, channel and PSP, for the table.</param>
/// <param name="Body">What is submitted.</param>
/// <param name="Move">What the shopper does.</param>
/// <param name="End">How it has to end.</param>
internal sealed record OrderPlan(string Name, string Body, ShopperMove Move, PlannedEnd End)
{
    private static readonly (string Name, Func<string?, string> Body, ShopperMove Move, PlannedEnd End)[] Cards =
    [
        ("frictionless", psp => Merchant.Order(SystemTests.Cards.Frictionless, provider: psp), ShopperMove.Abandon, PlannedEnd.MayBePaid),
        ("approved", psp => Merchant.Order(SystemTests.Cards.Challenge, provider: psp), ShopperMove.Approve, PlannedEnd.MayBePaid),
        ("browser gone", psp => Merchant.Order(SystemTests.Cards.Challenge, provider: psp), ShopperMove.ApproveAndVanish, PlannedEnd.MayBePaid),
        ("returns twice", psp => Merchant.Order(SystemTests.Cards.Challenge, provider: psp), ShopperMove.ApproveTwice, PlannedEnd.MayBePaid),
        ("rejected", psp => Merchant.Order(SystemTests.Cards.Challenge, provider: psp), ShopperMove.Reject, PlannedEnd.NotPaid),
        ("abandoned", psp => Merchant.Order(SystemTests.Cards.Challenge, provider: psp), ShopperMove.Abandon, PlannedEnd.NotPaid),
        ("declined", psp => Merchant.Order(SystemTests.Cards.Declined, provider: psp), ShopperMove.Abandon, PlannedEnd.NotPaid),
        ("capture fails", psp => Merchant.Order(SystemTests.Cards.FailsAtCapture, provider: psp), ShopperMove.Abandon, PlannedEnd.NotPaid),
    ];

    private static readonly (string Name, string Channel, string Psp, object? Payer, ShopperMove Move, PlannedEnd End)[] Others =
    [
        ("approved", "PayPal", "paypal", null, ShopperMove.Approve, PlannedEnd.MayBePaid),
        ("browser gone", "PayPal", "paypal", null, ShopperMove.ApproveAndVanish, PlannedEnd.MayBePaid),
        ("abandoned", "PayPal", "paypal", null, ShopperMove.Abandon, PlannedEnd.NotPaid),
        .. new[] { "stripe", "adyen" }.SelectMany(psp => new[]
        {
            ("approved", "Klarna", psp, Payer(), ShopperMove.Approve, PlannedEnd.MayBePaid),
            ("rejected", "Klarna", psp, Payer(), ShopperMove.Reject, PlannedEnd.NotPaid),
            ("approved", "Bank", psp, null, ShopperMove.Approve, PlannedEnd.MayBePaid),
            ("browser gone", "Bank", psp, null, ShopperMove.ApproveAndVanish, PlannedEnd.MayBePaid),
            ("paid later", "SEPA", psp, Payer(Accounts.Pays), ShopperMove.Abandon, PlannedEnd.MayBePaid),
            ("refused later", "SEPA", psp, Payer(Accounts.Refuses), ShopperMove.Abandon, PlannedEnd.NotPaid),
        }),
    ];

    /// <summary>Plans so many orders: every scenario in turn, in an order that the seed decides.</summary>
    public static IReadOnlyList<OrderPlan> Draw(int count, int seed)
    {
        var all = Makers();
        var plans = Enumerable.Range(0, count).Select(i => all[i % all.Length]()).ToArray();
        new Random(seed).Shuffle(plans);
        return plans;
    }

    /// <summary>One order of every scenario.</summary>
    public static IReadOnlyList<OrderPlan> All() => [.. Makers().Select(make => make())];

    private static Func<OrderPlan>[] Makers()
    {
        return [.. new[] { "stripe", "adyen" }.SelectMany(psp => Cards.Select(it => Of(it.Name, $"card at {psp}", it.Body(psp), it.Move, it.End)))
            .Concat(Others.Select(it =>
                Of(it.Name, $"{it.Channel} at {it.Psp}", Merchant.OrderBy(it.Channel, it.Payer, it.Psp), it.Move, it.End)))];

        static Func<OrderPlan> Of(string name, string channel, string body, ShopperMove move, PlannedEnd end) =>
            () => new OrderPlan($"{channel}: {name}", WithIdsOfItsOwn(body), move, end);
    }

    private static object? Payer(string? iban = null) => new
    {
        name = "Jane Doe", email = "jane@shop.example", countryCode = "DE", iban = iban ?? string.Empty,
    };

    private static string WithIdsOfItsOwn(string body)
    {
        var order = System.Text.Json.Nodes.JsonNode.Parse(body)!;
        order["order"]!["correlationId"] = Guid.NewGuid().ToString();
        order["order"]!["customer"]!["customerUrn"] = $"cu.{Guid.NewGuid():N}";
        return order.ToJsonString();
    }

    /// <summary>Who buys; nobody buys twice, so that what a customer holds is what the order has delivered.</summary>
    public string CustomerUrn => System.Text.Json.Nodes.JsonNode.Parse(Body)!["order"]!["customer"]!["customerUrn"]!.GetValue<string>();
}

using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Routing;
using Checkout.Services.Tests.PaymentActivity.Payments;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Routing;

public sealed class PaymentRouterTests
{
    private static readonly PaymentRoute Card = new("trk_1", "acme", PaymentChannel.CreditCard, "EUR", Bin: "41111111");

    private readonly ManualTime time = new();

    [Fact]
    public void Without_rules_the_default_psp_comes_first_and_then_whoever_takes_the_channel()
    {
        var router = Router(new RoutingOptions());
        Choose(router, Card).ShouldBe("b");
        Choose(router, Card, "b").ShouldBe("a");
        Choose(router, Card with { Channel = PaymentChannel.PayPal }).ShouldBe("wallet");
        Choose(router, Card with { Channel = PaymentChannel.SEPA }).ShouldBeNull();
    }

    [Fact]
    public void The_first_rule_that_fits_decides()
    {
        var router = Router(new RoutingOptions
        {
            Rules =
            [
                Rule("a") with { Bins = ["411111"], Tenants = ["globex"] },
                Rule("a") with { Currencies = ["JPY"], Channels = [PaymentChannel.CreditCard] },
                Rule("b"),
            ],
        });
        Choose(router, Card).ShouldBe("b");
        Choose(router, Card with { TenantId = "globex" }).ShouldBe("a");
        Choose(router, Card with { TenantId = "globex", Bin = "5555" }).ShouldBe("b");
        Choose(router, Card with { Currency = "JPY" }).ShouldBe("a");
    }

    [Fact]
    public void A_forced_psp_is_taken_or_none()
    {
        var router = Router(new RoutingOptions { Rules = [Rule("b")] });
        Choose(router, Card with { Wanted = "a" }).ShouldBe("a");
        Choose(router, Card with { Wanted = "wallet" }).ShouldBeNull();
        Choose(router, Card with { Wanted = "nobody" }).ShouldBeNull();
    }

    [Fact]
    public void The_volume_is_split_by_weight_and_an_order_stays_where_it_fell()
    {
        var router = Router(new RoutingOptions { Rules = [Rule("a", "b") with { Providers = [Target("a", 30), Target("b", 70)] }] });
        var chosen = Enumerable.Range(0, 5_000).Select(i => Card with { TrackingNumber = $"trk_{i}" })
            .Select(route => (First: Choose(router, route), Again: Choose(router, route))).ToList();
        chosen.Select(pair => pair.Again).ShouldBe(chosen.Select(pair => pair.First));
        chosen.Count(pair => pair.First is "a").ShouldBeInRange(1_350, 1_650);
    }

    [Fact]
    public void A_weight_of_zero_is_for_fallback_only()
    {
        var router = Router(new RoutingOptions { Rules = [Rule("a", "b") with { Providers = [Target("a", 0), Target("b", 1)] }] });
        Enumerable.Range(0, 100).Select(i => Choose(router, Card with { TrackingNumber = $"trk_{i}" })).Distinct(StringComparer.Ordinal).ShouldBe(["b"]);
        Choose(router, Card, "b").ShouldBe("a");
    }

    [Fact]
    public void A_psp_that_does_not_answer_gets_no_new_payments_until_its_time_is_over()
    {
        var options = new RoutingOptions { Rules = [Rule("a", "b") with { Providers = [Target("a", 1), Target("b", 0)] }] };
        var health = new ProviderHealth(options, time);
        var router = Router(options, health);
        for (var i = 0; i < options.FailuresUntilOpen; i++)
        {
            Choose(router, Card).ShouldBe("a");
            health.Note("a", answered: false);
        }

        Choose(router, Card).ShouldBe("b");
        time.Advance(options.OpenFor);
        Choose(router, Card).ShouldBe("a"); // one tries it
        health.Note("a", answered: false);
        Choose(router, Card).ShouldBe("b");
        time.Advance(options.OpenFor);
        health.Note("a", answered: true);
        Choose(router, Card).ShouldBe("a");
    }

    [Fact]
    public void When_none_is_healthy_the_first_choice_is_still_asked()
    {
        var options = new RoutingOptions { FailuresUntilOpen = 1 };
        var health = new ProviderHealth(options, time);
        health.Note("a", answered: false);
        health.Note("b", answered: false);
        Choose(Router(options, health), Card).ShouldBe("b");
    }

    private static string? Choose(PaymentRouter router, PaymentRoute route, params string[] tried) =>
        router.Choose(route, tried)?.Identifier;

    private static RoutingRule Rule(params string[] names) => new() { Providers = [.. names.Select(name => Target(name, 1))] };

    private static RoutingTarget Target(string name, int weight) => new() { Name = name, Weight = weight };

    private ModelPsp Provider(string name, PaymentChannel channel) => new(time, PaymentStatus.Authorized, name) { Channel = channel };

    private PaymentRouter Router(RoutingOptions routing, ProviderHealth? health = null)
    {
        var options = new PaymentOptions { DefaultProvider = "b" };
        var providers = new PaymentProviders(
            [
                Provider("a", PaymentChannel.CreditCard),
                Provider("b", PaymentChannel.CreditCard),
                Provider("wallet", PaymentChannel.PayPal),
            ],
            options);
        return new PaymentRouter(providers, health ?? new ProviderHealth(routing, time), routing, options);
    }
}

using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class SetupIntentTests
{
    private const string Card =
        "confirm=true&payment_method_types[]=card&payment_method_data[type]=card&payment_method_data[card][exp_month]=12"
        + "&payment_method_data[card][exp_year]=2030&payment_method_data[card][cvc]=737&payment_method_data[card][number]=";

    [Fact]
    public async Task A_kept_card_pays_again_and_again_and_keeping_it_moves_no_money()
    {
        await using var psp = await PspHost.StartAsync();
        var customer = (await psp.PostAsync("customers", "")).Id;
        var setup = await psp.PostAsync("setup_intents", $"{Card}4242424242424242&customer={customer}");
        setup.Text("status").ShouldBe("succeeded");
        (await psp.LedgerAsync())["totals"]!["charges"]!.GetValue<int>().ShouldBe(0);

        for (var n = 0; n < 2; n++)
        {
            var payment = await psp.PostAsync(
                "payment_intents",
                "amount=1499&currency=eur&confirm=true&capture_method=manual"
                + $"&customer={customer}&payment_method={setup.Text("payment_method")}");
            payment.Text("status").ShouldBe("requires_capture");
        }
    }

    [Theory]
    [InlineData("4000000000000002", "card_declined")]
    [InlineData("4000000000000127", "incorrect_cvc")]
    public async Task A_card_whose_issuer_refuses_is_not_kept(string number, string code)
    {
        await using var psp = await PspHost.StartAsync();
        var refused = await psp.PostAsync("setup_intents", Card + number);
        refused.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        refused.ErrorText("code").ShouldBe(code);
    }

    [Fact]
    public async Task An_issuer_that_wants_to_see_the_shopper_leaves_the_card_unkept()
    {
        await using var psp = await PspHost.StartAsync();
        (await psp.PostAsync("setup_intents", Card + "4000000000003220")).Text("status").ShouldBe("requires_action");
    }
}

using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class GrantedTokenTests
{
    private const string Payment = "amount=1499&currency=eur&confirm=true&payment_method_data[shared_payment_granted_token]=";

    [Fact]
    public async Task A_granted_token_pays_once_and_within_its_limits()
    {
        await using var psp = await PspHost.StartAsync();
        var token = (await GrantAsync(psp)).Id;
        token.ShouldStartWith("spt_");

        (await psp.PostAsync("payment_intents", Payment + token)).Text("status").ShouldBe("succeeded");
        var again = await psp.PostAsync("payment_intents", Payment + token);

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.ErrorText("message").ShouldContain("consumed");
    }

    [Theory]
    [InlineData("eur", 1498, 4_000_000_000, "reach")]
    [InlineData("usd", 1499, 4_000_000_000, "currency")]
    [InlineData("eur", 1499, 1, "expired")]
    public async Task A_token_that_does_not_reach_so_far_pays_nothing(string currency, long maxAmount, long expiresAt, string complaint)
    {
        await using var psp = await PspHost.StartAsync();
        var token = (await GrantAsync(psp, currency, maxAmount, expiresAt)).Id;

        var refused = await psp.PostAsync("payment_intents", Payment + token);

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.ErrorText("message").ShouldContain(complaint);
    }

    [Fact]
    public async Task A_revoked_and_an_unknown_token_pay_nothing()
    {
        await using var psp = await PspHost.StartAsync();
        var token = (await GrantAsync(psp)).Id;
        await psp.PostAsync($"test_helpers/shared_payment/granted_tokens/{token}/revoke", "");

        (await psp.PostAsync("payment_intents", Payment + token)).ErrorText("message").ShouldContain("revoked");
        (await psp.PostAsync("payment_intents", Payment + "spt_unknown")).ErrorText("code").ShouldBe("resource_missing");
    }

    [Fact]
    public async Task The_token_of_the_vendors_documentation_pays_each_time()
    {
        await using var psp = await PspHost.StartAsync();
        for (var n = 0; n < 2; n++)
        {
            (await psp.PostAsync("payment_intents", Payment + "spt_123")).Text("status").ShouldBe("succeeded");
        }
    }

    private static Task<StripeReply> GrantAsync(
        PspHost psp, string currency = "eur", long maxAmount = 1499, long expiresAt = 4_000_000_000) => psp.PostAsync(
        "test_helpers/shared_payment/granted_tokens",
        $"payment_method=pm_card_visa&usage_limits[currency]={currency}&usage_limits[max_amount]={maxAmount}&usage_limits[expires_at]={expiresAt}");
}

using System.Net;
using Checkout.Contracts.Payments;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

public sealed class PayPalTokensTests(SimulatedPayPal paypal) : IClassFixture<SimulatedPayPal>
{
    private const string TokenPath = "/v1/oauth2/token";

    private readonly OrderAtPayPal order = new(paypal);

    private int Asked => order.Setting.Wire.Calls.Count(call => string.Equals(call.Path, TokenPath, StringComparison.Ordinal));

    [Fact]
    public async Task A_token_serves_many_calls_until_shortly_before_it_expires()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => order.CreateAsync()));
        Asked.ShouldBe(1);
        order.Setting.Time.Advance(TimeSpan.FromHours(9) - TimeSpan.FromMinutes(2));
        await order.CreateAsync();
        Asked.ShouldBe(1);
        order.Setting.Time.Advance(TimeSpan.FromMinutes(1));
        await order.CreateAsync();
        Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_any_more_is_renewed_and_the_call_made_again()
    {
        await order.CreateAsync();
        var restarted = new SimulatedPayPal();
        await restarted.InitializeAsync();
        await using (restarted)
        {
            order.Setting.Wire.Address = restarted.Address;
            (await order.CreateAsync()).Status.ShouldBe(PaymentStatus.ActionRequired);
        }

        Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_time_and_again_is_renewed_once()
    {
        order.Setting.Wire.Refuses = ("/v2/checkout/orders", HttpStatusCode.Unauthorized, """{"name":"AUTHENTICATION_FAILURE"}""");
        await order.CreateAsync();
        Asked.ShouldBe(2);
    }

    [Fact]
    public async Task New_credentials_count_with_the_next_token()
    {
        order.Setting.Dapr.Secrets["paypal-client-secret"] = "wrong";
        (await order.CreateAsync()).Status.ShouldBe(PaymentStatus.Declined);
        order.Setting.Dapr.Secrets["paypal-client-secret"] = "EPal-test-local-checkout";
        (await order.CreateAsync()).Status.ShouldBe(PaymentStatus.ActionRequired);
    }
}

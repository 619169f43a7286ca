using System.Net;
using System.Net.Http.Headers;

namespace Checkout.Local.Tests.Psps.PayPal;

public sealed class PayPalTokenTests
{
    [Fact]
    public async Task Only_the_clients_credentials_bring_a_token()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var token = await paypal.TokenAsync();
        token.Text("token_type").ShouldBe("Bearer");
        token.Body!["expires_in"]!.GetValue<long>().ShouldBe(32400);
        var refused = await paypal.TokenAsync(secret: "wrong");
        (refused.Status, refused.Text("error")).ShouldBe((HttpStatusCode.Unauthorized, "invalid_client"));
        (await paypal.TokenAsync(grant: "password")).Text("error").ShouldBe("unsupported_grant_type");
    }

    [Fact]
    public async Task A_call_without_a_good_token_is_refused()
    {
        await using var paypal = await PayPalHost.StartAsync("--PayPal:TokenLifetime=00:00:00");
        (await paypal.CreateAsync()).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/paypal/v2/checkout/orders/5O190127TN364715T");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
        using var response = await paypal.Psps.Http.SendAsync(request, PspHost.Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

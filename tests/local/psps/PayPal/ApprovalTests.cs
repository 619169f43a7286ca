using System.Net;

namespace Checkout.Local.Tests.Psps.PayPal;

public sealed class ApprovalTests
{
    [Fact]
    public async Task The_page_shows_who_is_paid_how_much_and_all_test_buyers_without_a_script()
    {
        await using var paypal = await PayPalHost.StartAsync("--Psp:MerchantName=Ada & Sons");
        var order = await paypal.CreateAsync();

        using var response = await paypal.Psps.Http.GetAsync(order.Link("payer-action"), PspHost.Cancelled);
        var html = await response.Content.ReadAsStringAsync(PspHost.Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldContain("Ada &amp; Sons");
        html.ShouldContain("14.99 EUR");
        html.ShouldContain("id=\"approve\"");
        html.ShouldContain("value=\"echeck@example.com\"");
        html.ShouldContain("Simulated PayPal");
        html.ShouldNotContain("<script");
        response.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_comes_again_after_the_approval_finds_the_way_back()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var order = await paypal.ApprovedAsync();
        var html = await paypal.Psps.Http.GetStringAsync(order.Link("payer-action"), PspHost.Cancelled);
        html.ShouldContain("You approved this payment");
        html.ShouldContain($"http://shop.test/return/1?a=b&amp;token={order.Id}");
    }

    [Theory]
    [InlineData("outcome=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("outcome=approve&buyer=nobody@example.com", HttpStatusCode.BadRequest)]
    [InlineData("outcome=reject", HttpStatusCode.SeeOther)]
    public async Task Only_a_decision_of_a_known_buyer_counts(string form, HttpStatusCode expected)
    {
        await using var paypal = await PayPalHost.StartAsync();
        var order = await paypal.CreateAsync();
        using var content = new StringContent(form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var response = await paypal.Psps.Http.PostAsync(order.Link("payer-action"), content, PspHost.Cancelled);
        response.StatusCode.ShouldBe(expected);
        (await paypal.OrderAsync(order.Id)).Standing.ShouldBe("PAYER_ACTION_REQUIRED");
    }

    [Fact]
    public async Task An_order_that_does_not_exist_has_no_page()
    {
        await using var paypal = await PayPalHost.StartAsync();
        using var response = await paypal.Psps.Http.GetAsync("/paypal/checkoutnow?token=5O190127TN364715T", PspHost.Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

using Checkout.Fulfilment.Webhooks;
using Checkout.Fulfilment.Webhooks.Addresses;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class WebhookUrlTests
{
    [Theory]
    [InlineData("https://shop.example/hooks")]
    [InlineData("https://shop.example:8443/hooks?token=1")]
    [InlineData("https://8.8.8.8/hooks")]
    [InlineData("https://[2606:4700:4700::1111]/hooks")]
    [InlineData("https://bücher.example/hooks")]
    public void A_public_https_URL_may_be_used(string url) => WebhookUrl.ProblemOf(url, new WebhookOptions()).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/hooks")]
    [InlineData("hooks")]
    [InlineData("http://shop.example/hooks")]
    [InlineData("ftp://shop.example/hooks")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("https://shop.example/#fragment")]
    [InlineData("https://shop.example:22/")]
    [InlineData("https://shop.example:3500/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://payment-activity/")]
    [InlineData("https://metadata.google.internal/")]
    [InlineData("https://printer.local/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1/")]
    public void Any_other_may_not(string? url) => WebhookUrl.ProblemOf(url, new WebhookOptions()).ShouldNotBeNull();

    [Fact]
    public void A_URL_is_not_longer_than_2048_characters() =>
        WebhookUrl.ProblemOf($"https://shop.example/{new string('a', 2048)}", new WebhookOptions()).ShouldNotBeNull();

    [Theory]
    [InlineData("http://localhost:5000/hooks", true)]
    [InlineData("http://127.0.0.1:5000/hooks", true)]
    [InlineData("http://[::1]:5000/hooks", true)]
    [InlineData("http://10.0.0.1:5000/hooks", false)]
    [InlineData("http://169.254.169.254/hooks", false)]
    public void In_development_this_machine_may_be_used_and_still_no_other_private_one(string url, bool allowed) =>
        (WebhookUrl.ProblemOf(url, new WebhookOptions { AllowLocal = true }) is null).ShouldBe(allowed);
}

using System.Text;
using Checkout.Fulfilment.Webhooks.Signing;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class WebhookSignatureTests
{
    // The example of the scheme's published libraries.
    private const string Secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void It_is_that_of_the_scheme() =>
        WebhookSignature.Of([Convert.FromBase64String(Secret)], Id, SentAt, Body).ShouldBe(Signature);

    [Fact]
    public void Several_secrets_give_several_signatures_with_spaces_between()
    {
        var signatures = WebhookSignature.Of([new byte[32], Convert.FromBase64String(Secret)], Id, SentAt, Body).Split(' ');

        signatures.Length.ShouldBe(2);
        signatures[0].ShouldStartWith("v1,");
        signatures[1].ShouldBe(Signature);
    }
}

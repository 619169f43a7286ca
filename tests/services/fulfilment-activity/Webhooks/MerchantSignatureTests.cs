using System.Text;
using Checkout.Fulfilment.Webhooks.Signing;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class MerchantSignatureTests
{
    [Fact]
    public void A_signature_is_what_openssl_makes_of_time_and_body() =>
        // printf '1709123456.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
        MerchantSignature.Of("whsec_test", DateTimeOffset.FromUnixTimeSeconds(1_709_123_456), Encoding.UTF8.GetBytes("""{"a":1}"""))
            .ShouldBe("t=1709123456,v1=af5787dee2528ad3b2c3e10986fd65c5e50b77c76ed37c3927652114e825684d");
}

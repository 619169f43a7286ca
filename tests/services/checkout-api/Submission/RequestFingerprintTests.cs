using System.Text;
using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Submission;
using Dapr.Client;
using NSubstitute;

namespace Checkout.Services.Tests.CheckoutApi.Submission;

public sealed class RequestFingerprintTests
{
    [Fact]
    public async Task The_same_content_gives_the_same_fingerprint_and_other_content_another()
    {
        var fingerprint = await FingerprintAsync("one");

        (await FingerprintAsync("one")).ShouldBe(fingerprint);
        (await FingerprintAsync("two")).ShouldNotBe(fingerprint, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Another_secret_gives_another_fingerprint() =>
        (await FingerprintAsync("{}", secret: 1)).ShouldNotBe(await FingerprintAsync("{}", secret: 2), StringComparer.Ordinal);

    private static async Task<string> FingerprintAsync(string content, byte secret = 1)
    {
        var dapr = Substitute.For<DaprClient>();
        dapr.GetSecretAsync("secretstore", "idempotency-key", Arg.Any<IReadOnlyDictionary<string, string>?>(), Arg.Any<CancellationToken>())
            .Returns(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["idempotency-key"] = Convert.ToBase64String([.. Enumerable.Repeat(secret, 32)]),
            });
        var fingerprints = new RequestFingerprint(new HashKey(dapr));
        return await fingerprints.OfAsync(Encoding.UTF8.GetBytes(content), TestContext.Current.CancellationToken);
    }
}

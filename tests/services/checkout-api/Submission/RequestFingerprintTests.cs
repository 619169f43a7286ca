using System.Text.Json;
using Checkout.Api.Checkouts.Submission;
using Dapr.Client;
using NSubstitute;

namespace Checkout.Services.Tests.CheckoutApi.Submission;

public sealed class RequestFingerprintTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{ "b": [1, 2], "a": 1 }""", true)]
    [InlineData("""{"a":null}""", "{}", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":{"x":"1"}}""", """{"a":{"x":1}}""", false)]
    [InlineData("""{"a":"\u00fc"}""", """{"a":"ü"}""", true)]
    public async Task Content_counts_and_form_does_not(string one, string other, bool same) =>
        string.Equals(await FingerprintAsync(one), await FingerprintAsync(other), StringComparison.Ordinal).ShouldBe(same);

    [Fact]
    public async Task Another_secret_gives_another_fingerprint() =>
        (await FingerprintAsync("{}", secret: 1)).ShouldNotBe(await FingerprintAsync("{}", secret: 2), StringComparer.Ordinal);

    private static async Task<string> FingerprintAsync(string json, byte secret = 1)
    {
        var dapr = Substitute.For<DaprClient>();
        dapr.GetSecretAsync("secretstore", "idempotency-key", Arg.Any<IReadOnlyDictionary<string, string>?>(), Arg.Any<CancellationToken>())
            .Returns(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["idempotency-key"] = Convert.ToBase64String([.. Enumerable.Repeat(secret, 32)]),
            });
        using var document = JsonDocument.Parse(json);
        return await new RequestFingerprint(dapr).OfAsync(document.RootElement, TestContext.Current.CancellationToken);
    }
}

using System.Security.Cryptography;
using Checkout.Fulfilment.Webhooks;
using Checkout.Fulfilment.Webhooks.Signing;
using Dapr.Client;
using NSubstitute;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class WebhookSecretsTests
{
    private readonly DaprClient dapr = Substitute.For<DaprClient>();

    public WebhookSecretsTests()
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhook-key-1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["webhook-key-2"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        Answer(name => keys.GetValueOrDefault(name, string.Empty));
    }

    [Fact]
    public async Task A_secret_is_the_same_whenever_it_is_made_again_also_after_the_key_was_rotated()
    {
        var secret = Under("1").New();

        var first = await WriteAsync(Under("1"), secret);

        (await WriteAsync(Under("1"), secret)).ShouldBe(first);
        (await WriteAsync(Under("2"), secret)).ShouldBe(first);
        Under("2").New().KeyId.ShouldBe("2");
    }

    [Fact]
    public async Task Every_webhook_and_every_rotation_has_a_secret_of_its_own()
    {
        var secrets = Under("1");
        var one = secrets.New();

        var written = new[]
        {
            await secrets.WriteAsync("acme", "wh_1", one, TestContext.Current.CancellationToken),
            await secrets.WriteAsync("acme", "wh_2", one, TestContext.Current.CancellationToken),
            await secrets.WriteAsync("globex", "wh_1", one, TestContext.Current.CancellationToken),
            await secrets.WriteAsync("acme", "wh_1", secrets.New(), TestContext.Current.CancellationToken),
            await secrets.WriteAsync("acme", "wh_1", one with { KeyId = "2" }, TestContext.Current.CancellationToken),
        };

        written.ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_no_key_is_said_by_its_name_and_not_by_its_value()
    {
        Answer(_ => "much-too-short");

        var error = await Should.ThrowAsync<InvalidOperationException>(() => WriteAsync(Under("1"), Under("1").New()));

        error.Message.ShouldContain("webhook-key-1");
        error.Message.ShouldNotContain("much-too-short");
    }

    private void Answer(Func<string, string> secret) => dapr.GetSecretAsync("", "").ReturnsForAnyArgs(call => Task.FromResult(
        new Dictionary<string, string>(StringComparer.Ordinal) { [call.ArgAt<string>(1)] = secret(call.ArgAt<string>(1)) }));

    private WebhookSecrets Under(string keyId) => new(dapr, new WebhookOptions { KeyId = keyId }, TimeProvider.System);

    private static Task<string> WriteAsync(WebhookSecrets secrets, SigningSecret secret) =>
        secrets.WriteAsync("acme", "wh_1", secret, TestContext.Current.CancellationToken);
}

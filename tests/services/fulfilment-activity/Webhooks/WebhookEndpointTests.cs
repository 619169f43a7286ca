using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Signing;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class WebhookEndpointTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_a_rotation_both_secrets_sign_until_the_overlap_ends()
    {
        var rotated = New().Rotate(Secret(2), Now.AddDays(1), Now);

        Salts(rotated, Now).ShouldBe([2, 1]);
        Salts(rotated, Now.AddDays(1)).ShouldBe([2]);
    }

    [Fact]
    public void A_rotation_that_runs_twice_is_one()
    {
        var once = New().Rotate(Secret(2), Now.AddDays(1), Now);

        once.Rotate(Secret(2), Now.AddDays(1), Now).ShouldBeSameAs(once);
    }

    [Fact]
    public void Many_rotations_leave_three_secrets_and_prolong_none()
    {
        var endpoint = Enumerable.Range(2, 9).Aggregate(
            New(), (current, salt) => current.Rotate(Secret(salt), Now.AddMinutes(salt).AddDays(1), Now.AddMinutes(salt)));

        Salts(endpoint, Now.AddMinutes(10)).ShouldBe([10, 9, 8]);
        endpoint.Secrets[2].ValidUntil.ShouldBe(Now.AddMinutes(9).AddDays(1));
    }

    [Fact]
    public void Nothing_is_sent_to_a_disabled_webhook_until_it_is_enabled_again()
    {
        var disabled = New().Disable("GONE", Now);

        disabled.Wants(MerchantEventTypes.CheckoutCompleted).ShouldBeFalse();
        disabled.Enable(Now).Wants(MerchantEventTypes.CheckoutCompleted).ShouldBeTrue();
        disabled.Enable(Now).DisabledReason.ShouldBeNull();
    }

    private static WebhookEndpoint New() => new(
        "wh_1", "https://shop.example/", MerchantEventTypes.All, null, WebhookState.Enabled, null, [Secret(1)], Now, Now);

    private static SigningSecret Secret(int salt) => new("1", [(byte)salt]);

    private static List<int> Salts(WebhookEndpoint endpoint, DateTimeOffset now) => [.. endpoint.SecretsAt(now).Select(secret => (int)secret.Salt[0])];
}

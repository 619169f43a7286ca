using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class WebhookTests
{
    [Fact]
    public async Task Every_change_of_a_payment_is_told_in_order_and_again_until_it_is_acknowledged()
    {
        await using var merchant = await WebhookReceiver.StartAsync(refusals: 1);
        await using var psp = await StartAsync(merchant);

        var payment = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");
        await psp.PostAsync("refunds", $"payment_intent={payment.Id}");
        var canceled = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{canceled.Id}/cancel", "");
        await psp.PayAsync("4000000000000002");
        await psp.DecideAsync(await psp.PayAsync("4000000000003220"), "approve");

        await merchant.UntilAcceptedAsync(8);
        merchant.Types.ShouldBe(
        [
            "payment_intent.amount_capturable_updated", "payment_intent.succeeded", "charge.refunded",
            "payment_intent.amount_capturable_updated", "payment_intent.canceled",
            "payment_intent.payment_failed",
            "payment_intent.requires_action", "payment_intent.amount_capturable_updated",
        ]);
    }

    [Fact]
    public async Task An_event_carries_the_object_as_it_stood_then_and_the_merchants_own_reference()
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var psp = await StartAsync(merchant);
        var payment = await psp.PayAsync("4242424242424242", "trk_7");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");
        await psp.PostAsync("refunds", $"payment_intent={payment.Id}&amount=500");
        await merchant.UntilAcceptedAsync(3);

        var events = merchant.Accepted.Select(it => it.Body).ToList();
        events.Select(it => (string?)it["data"]!["object"]!["metadata"]!["tracking_number"]).ShouldAllBe(it => it == "trk_7");
        events.Select(it => (string?)it["id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        ((string?)events[0]["data"]!["object"]!["status"]).ShouldBe("requires_capture");
        var charge = events[2]["data"]!["object"]!;
        ((long?)charge["amount_refunded"]).ShouldBe(500);
        ((bool?)charge["refunded"]).ShouldBe(false);
        ((string?)charge["payment_intent"]).ShouldBe(payment.Id);
    }

    [Fact]
    public async Task Each_secret_of_a_rotation_signs_time_and_body()
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var psp = await StartAsync(merchant, "--Stripe:WebhookSecret=whsec_new whsec_old");
        await psp.PayAsync("4242424242424242");
        await merchant.UntilAcceptedAsync(1);

        var told = merchant.Accepted[0];
        var parts = told.Signature.Split(',');
        parts[0].ShouldStartWith("t=");
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0][2..], CultureInfo.InvariantCulture));
        age.Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        parts[1..].ShouldBe(["v1=" + Signature("whsec_new"), "v1=" + Signature("whsec_old")]);

        // Written out here from Stripe's text, so that it judges the sender.
        string Signature(string secret) => Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts[0][2..]}.{told.Text}")));
    }

    [Theory]
    [InlineData("4000000000007726", "pending", "refund.updated", "succeeded", 1499)]
    [InlineData("4000000000005126", "succeeded", "refund.failed", "failed", 0)]
    public async Task What_becomes_of_a_refund_later_is_told(string number, string first, string type, string last, long refunded)
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var psp = await StartAsync(merchant, "--Stripe:SettlementDelay=00:00:00.300");
        var payment = await psp.PayAsync(number);
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");

        var refund = await psp.PostAsync("refunds", $"payment_intent={payment.Id}&metadata[tracking_number]=trk_1");
        refund.PaymentStatus.ShouldBe(first);

        await merchant.UntilAcceptedAsync(4);
        merchant.Types[^1].ShouldBe(type);
        ((string?)merchant.Accepted[^1].Body["data"]!["object"]!["metadata"]!["tracking_number"]).ShouldBe("trk_1");
        (await psp.GetAsync($"refunds/{refund.Id}")).PaymentStatus.ShouldBe(last);
        (await psp.LedgerAsync())["totals"]!["refunded"]!.GetValue<long>().ShouldBe(refunded);
    }

    private static Task<PspHost> StartAsync(WebhookReceiver merchant, params string[] more) =>
        PspHost.StartAsync(null, [$"--Stripe:WebhookUrl={merchant.Url}", .. more]);
}

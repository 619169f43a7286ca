using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Local.Tests.Psps.PayPal;

public sealed class WebhookTests
{
    private const string WebhookId = "5LOCALCHECKOUT0001";

    [Fact]
    public async Task Every_event_is_told_in_order_and_again_until_it_is_acknowledged()
    {
        await using var merchant = await WebhookReceiver.StartAsync(refusals: 1);
        await using var paypal = await PayPalHost.StartAsync($"--PayPal:WebhookUrl={merchant.Url}", "--PayPal:ClearingDelay=00:00:00");
        await paypal.VoidAsync(await paypal.AuthorizedAsync(reference: "trk_1"));
        await paypal.RefundAsync((await paypal.CaptureAsync(await paypal.AuthorizedAsync(reference: "trk_2"))).Id);
        await paypal.CaptureAsync(await paypal.AuthorizedAsync("bounced@example.com", "trk_3"));

        await merchant.UntilAcceptedAsync(11);

        merchant.Accepted.Select(told => $"{CustomId(told.Body["resource"]!)} {told.Body["event_type"]}").ShouldBe(
        [
            "trk_1 CHECKOUT.ORDER.APPROVED", "trk_1 PAYMENT.AUTHORIZATION.CREATED", "trk_1 PAYMENT.AUTHORIZATION.VOIDED",
            "trk_2 CHECKOUT.ORDER.APPROVED", "trk_2 PAYMENT.AUTHORIZATION.CREATED", "trk_2 PAYMENT.CAPTURE.COMPLETED",
            "trk_2 PAYMENT.CAPTURE.REFUNDED", "trk_3 CHECKOUT.ORDER.APPROVED", "trk_3 PAYMENT.AUTHORIZATION.CREATED",
            "trk_3 PAYMENT.CAPTURE.PENDING", "trk_3 PAYMENT.CAPTURE.DENIED",
        ]);
        foreach (var told in merchant.Accepted)
        {
            PayPalSpecification.ShouldAllowResource((string?)told.Body["resource_type"] ?? "", told.Body["resource"]!.ToJsonString());
            (await VerifyAsync(paypal, told)).ShouldBe("SUCCESS");
        }
    }

    [Fact]
    public async Task Only_what_was_sent_is_verified()
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var paypal = await PayPalHost.StartAsync($"--PayPal:WebhookUrl={merchant.Url}");
        await paypal.ApprovedAsync();
        await merchant.UntilAcceptedAsync(1);
        var told = merchant.Accepted[0];

        (await VerifyAsync(paypal, told)).ShouldBe("SUCCESS");
        (await VerifyAsync(paypal, told, request => request["webhook_event"]!["event_type"] = "X")).ShouldBe("FAILURE");
        (await VerifyAsync(paypal, told, request => request["transmission_id"] = "another")).ShouldBe("FAILURE");
        (await VerifyAsync(paypal, told, request => request["transmission_time"] = "2020-01-01T00:00:00Z")).ShouldBe("FAILURE");
        (await VerifyAsync(paypal, told, request => request["transmission_sig"] = "no base64 %")).ShouldBe("FAILURE");
        (await VerifyAsync(paypal, told, request => request["webhook_id"] = "ANOTHER")).ShouldBe("FAILURE");
        var certificate = await paypal.Psps.Http.GetStringAsync(told.Headers["PAYPAL-CERT-URL"].ToString(), PspHost.Cancelled);
        certificate.ShouldStartWith("-----BEGIN CERTIFICATE");
    }

    private static async Task<string> VerifyAsync(PayPalHost paypal, ReceivedNotification told, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["auth_algo"] = Header("AUTH-ALGO"),
            ["cert_url"] = Header("CERT-URL"),
            ["transmission_id"] = Header("TRANSMISSION-ID"),
            ["transmission_sig"] = Header("TRANSMISSION-SIG"),
            ["transmission_time"] = Header("TRANSMISSION-TIME"),
            ["webhook_id"] = WebhookId,
            ["webhook_event"] = told.Body.DeepClone(),
        };
        change?.Invoke(request);
        return (await paypal.PostAsync("/v1/notifications/verify-webhook-signature", request)).Text("verification_status");

        string Header(string name) => told.Headers[$"PAYPAL-{name}"].ToString();
    }

    private static string? CustomId(JsonNode resource) =>
        (string?)(resource["custom_id"] ?? resource["purchase_units"]![0]!["custom_id"]);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Adyen;

public sealed class NotificationTests
{
    private const string HmacKey = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

    [Fact]
    public async Task Every_outcome_is_told_in_order_signed_and_again_until_it_is_acknowledged()
    {
        await using var merchant = await WebhookReceiver.StartAsync(refusals: 1);
        await using var adyen = await AdyenHost.StartAsync($"--Adyen:WebhookUrl={merchant.Url}");
        var payment = await adyen.PayAsync("4000000000000341");
        var capture = await adyen.CaptureAsync(payment.PspReference);
        var reversal = await adyen.ReverseAsync(payment.PspReference);
        await adyen.CancelAsync("trk_nobody");

        await merchant.UntilAcceptedAsync(4);
        var items = merchant.Accepted.Select(it => it.Item).ToList();

        items.Select(item => $"{item["eventCode"]} {item["success"]}").ShouldBe(
            ["AUTHORISATION true", "CAPTURE false", "CANCEL_OR_REFUND true", "TECHNICAL_CANCEL false"]);
        items.Select(item => (string?)item["pspReference"]).Take(3)
            .ShouldBe([payment.PspReference, capture.PspReference, reversal.PspReference]);
        var told = items[2];
        ((string?)told["originalReference"]).ShouldBe(payment.PspReference);
        ((string?)told["merchantReference"]).ShouldBe("trk_1");
        ((string?)told["additionalData"]!["modification.action"]).ShouldBe("cancel");
        items.ShouldAllBe(item => (string?)item["additionalData"]!["hmacSignature"] == Signature(item));
    }

    // Written out here from Adyen's text, so that it judges the sender.
    private static string Signature(JsonNode item)
    {
        var text = $"{item["pspReference"]}:{item["originalReference"]}:{item["merchantAccountCode"]}:{item["merchantReference"]}:"
            + $"{item["amount"]!["value"]}:{item["amount"]!["currency"]}:{item["eventCode"]}:{item["success"]}";
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(HmacKey), Encoding.UTF8.GetBytes(text)));
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Psps.Adyen;

public sealed class NotificationTests
{
    private const string HmacKey = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

    [Fact]
    public async Task Every_outcome_is_told_in_order_signed_and_again_until_it_is_acknowledged()
    {
        await using var merchant = await Merchant.StartAsync(refusals: 1);
        await using var adyen = await AdyenHost.StartAsync($"--Adyen:WebhookUrl={merchant.Url}");
        var payment = await adyen.PayAsync("4000000000000341");
        var capture = await adyen.CaptureAsync(payment.PspReference);
        var reversal = await adyen.ReverseAsync(payment.PspReference);
        await adyen.CancelAsync("trk_nobody");

        await Eventually.TrueAsync(() => Task.FromResult(merchant.Accepted.Count == 4));

        merchant.Accepted.Select(item => $"{item["eventCode"]} {item["success"]}").ShouldBe(
            ["AUTHORISATION true", "CAPTURE false", "CANCEL_OR_REFUND true", "TECHNICAL_CANCEL false"]);
        merchant.Accepted.Select(item => (string?)item["pspReference"]).Take(3)
            .ShouldBe([payment.PspReference, capture.PspReference, reversal.PspReference]);
        var told = merchant.Accepted.ToList()[2];
        ((string?)told["originalReference"]).ShouldBe(payment.PspReference);
        ((string?)told["merchantReference"]).ShouldBe("trk_1");
        ((string?)told["additionalData"]!["modification.action"]).ShouldBe("cancel");
        merchant.Accepted.ShouldAllBe(item => (string?)item["additionalData"]!["hmacSignature"] == Signature(item));
    }

    // Written out here from Adyen's text, so that it judges the sender.
    private static string Signature(JsonNode item)
    {
        var text = $"{item["pspReference"]}:{item["originalReference"]}:{item["merchantAccountCode"]}:{item["merchantReference"]}:"
            + $"{item["amount"]!["value"]}:{item["amount"]!["currency"]}:{item["eventCode"]}:{item["success"]}";
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(HmacKey), Encoding.UTF8.GetBytes(text)));
    }

    private sealed class Merchant(WebApplication app, ConcurrentQueue<JsonNode> accepted) : IAsyncDisposable
    {
        public ConcurrentQueue<JsonNode> Accepted => accepted;

        public string Url => $"{app.Urls.Single()}/notifications";

        public static async Task<Merchant> StartAsync(int refusals)
        {
            var accepted = new ConcurrentQueue<JsonNode>();
            var app = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]).Build();
            app.MapPost("/notifications", async (HttpRequest request) =>
            {
                var body = await JsonNode.ParseAsync(request.Body);
                if (refusals-- > 0)
                {
                    return Results.StatusCode(503);
                }

                accepted.Enqueue(body!["notificationItems"]![0]!["NotificationRequestItem"]!);
                return Results.Accepted();
            });
            await app.StartAsync(PspHost.Cancelled);
            return new Merchant(app, accepted);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Adyen;

/// <summary>Klarna, iDEAL and direct debits in Adyen's shape.</summary>
public sealed class AdyenMethodTests
{
    private const string Held = """{"charges":0,"captured":0,"refunded":0,"held":1499}""";
    private const string Nothing = """{"charges":0,"captured":0,"refunded":0,"held":0}""";
    private const string Charged = """{"charges":1,"captured":1499,"refunded":0,"held":0}""";
    private const string Refunded = """{"charges":1,"captured":1499,"refunded":1499,"held":0}""";

    [Theory]
    [InlineData("klarna", "approve", "Authorised", Held, "AUTHORISATION true")]
    [InlineData("klarna", "reject", "Cancelled", Nothing, "AUTHORISATION false")]
    [InlineData("ideal", "approve", "Authorised", Charged, "AUTHORISATION true")]
    [InlineData("ideal", "reject", "Cancelled", Nothing, "AUTHORISATION false")]
    public async Task What_is_approved_elsewhere_counts_and_is_told_before_the_browser_is_back(
        string type, string outcome, string resultCode, string totals, string told)
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var adyen = await AdyenHost.StartAsync($"--Adyen:WebhookUrl={merchant.Url}");
        var redirect = await PayAsync(adyen, type);
        redirect.ResultCode.ShouldBe("RedirectShopper");
        redirect.Body["action"]!["paymentMethodType"]!.GetValue<string>().ShouldBe(type);

        var redirectResult = await adyen.DecideAsync(redirect, outcome);

        (await adyen.TotalsAsync()).ShouldBe(totals);
        await merchant.UntilAcceptedAsync(1);
        var item = merchant.Accepted[0].Item;
        $"{item["eventCode"]} {item["success"]}".ShouldBe(told);
        ((string?)item["paymentMethod"]).ShouldBe(type);
        (await adyen.DetailsAsync(redirectResult)).ResultCode.ShouldBe(resultCode);
        (await adyen.TotalsAsync()).ShouldBe(totals);
    }

    [Theory]
    [InlineData("AT611904300234573201", "AUTHORISATION true", Charged)]
    [InlineData("AT861904300235473202", "AUTHORISATION false", Nothing)]
    public async Task A_debit_is_received_and_its_bank_tells_later(string iban, string told, string totals)
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var adyen = await AdyenHost.StartAsync($"--Adyen:WebhookUrl={merchant.Url}", "--Adyen:SettlementDelay=00:00:00.1");
        (await PayAsync(adyen, "sepadirectdebit", iban)).ResultCode.ShouldBe("Received");

        await merchant.UntilAcceptedAsync(2);

        merchant.Accepted.Select(it => $"{it.Item["eventCode"]} {it.Item["success"]}").ShouldBe(["PENDING true", told]);
        (await adyen.TotalsAsync()).ShouldBe(totals);
    }

    [Fact]
    public async Task A_debit_is_stopped_before_its_bank_has_decided_and_refunded_after_that()
    {
        await using var adyen = await AdyenHost.StartAsync("--Adyen:SettlementDelay=00:10:00");
        await adyen.ReverseAsync((await PayAsync(adyen, "sepadirectdebit", "AT611904300234573201")).PspReference);
        (await adyen.TotalsAsync()).ShouldBe(Nothing);

        await using var fast = await AdyenHost.StartAsync("--Adyen:SettlementDelay=00:00:00");
        var debit = await PayAsync(fast, "sepadirectdebit", "AT611904300234573201");
        await Eventually.TrueAsync(async () => string.Equals(await fast.TotalsAsync(), Charged, StringComparison.Ordinal));
        await fast.ReverseAsync(debit.PspReference);
        (await fast.TotalsAsync()).ShouldBe(Refunded);
    }

    [Fact]
    public async Task Only_what_is_complete_and_in_euro_is_taken()
    {
        await using var adyen = await AdyenHost.StartAsync();
        (await PayAsync(adyen, "sepadirectdebit", "AT611904300234573202")).Text("errorCode").ShouldBe("161");
        (await PayAsync(adyen, "klarna", change: body => body.Remove("lineItems"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PayAsync(adyen, "ideal", change: body => body["amount"]!["currency"] = "USD")).Text("errorCode").ShouldBe("138");
        (await PayAsync(adyen, "ideal", change: body => body["paymentMethod"]!["number"] = "1")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<AdyenReply> PayAsync(AdyenHost adyen, string type, string? iban = null, Action<JsonObject>? change = null) =>
        adyen.PayAsync(AdyenHost.Visa, change: body =>
        {
            body["paymentMethod"] = new JsonObject { ["type"] = type };
            if (iban is not null)
            {
                body["paymentMethod"]!["iban"] = iban;
                body["paymentMethod"]!["ownerName"] = "Ada Example";
            }

            body["lineItems"] = new JsonArray(new JsonObject { ["id"] = "1", ["quantity"] = 1, ["amountIncludingTax"] = 1499 });
            change?.Invoke(body);
        });
}

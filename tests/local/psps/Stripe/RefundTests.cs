using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class RefundTests
{
    [Fact]
    public async Task Captured_money_is_given_back_in_parts_up_to_what_was_taken()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");

        var part = await psp.PostAsync("refunds", $"payment_intent={payment.Id}&amount=500&reason=requested_by_customer");
        part.Number("amount").ShouldBe(500);
        (await psp.PostAsync("refunds", $"payment_intent={payment.Id}&amount=1000")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var rest = await psp.PostAsync("refunds", $"payment_intent={payment.Id}");
        rest.Number("amount").ShouldBe(999);
        (await psp.PostAsync("refunds", $"payment_intent={payment.Id}")).ErrorText("code").ShouldBe("charge_already_refunded");

        (await psp.GetAsync($"refunds/{part.Id}")).Text("reason").ShouldBe("requested_by_customer");
        var totals = (await psp.LedgerAsync())["totals"]!;
        totals["charges"]!.GetValue<int>().ShouldBe(1);
        totals["captured"]!.GetValue<long>().ShouldBe(1499);
        totals["refunded"]!.GetValue<long>().ShouldBe(1499);
    }

    [Fact]
    public async Task What_was_not_captured_is_not_refunded()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");

        var reply = await psp.PostAsync("refunds", $"payment_intent={payment.Id}");

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("code").ShouldBe("payment_intent_unexpected_state");
    }

    [Fact]
    public async Task A_repeated_refund_under_one_key_gives_back_once()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");

        var first = await psp.PostAsync("refunds", $"payment_intent={payment.Id}&amount=500", key: "trk_1:refund:1");
        var second = await psp.PostAsync("refunds", $"payment_intent={payment.Id}&amount=500", key: "trk_1:refund:1");

        second.Id.ShouldBe(first.Id);
        (await psp.LedgerAsync())["totals"]!["refunded"]!.GetValue<long>().ShouldBe(500);
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class PaymentIntentTests
{
    [Fact]
    public async Task A_payment_is_created_confirmed_and_captured_step_by_step()
    {
        await using var psp = await PspHost.StartAsync();

        var created = await psp.PostAsync("payment_intents", "amount=500&currency=eur&capture_method=manual");
        created.PaymentStatus.ShouldBe("requires_payment_method");
        var confirmed = await psp.PostAsync($"payment_intents/{created.Id}/confirm", "payment_method=pm_card_visa");
        confirmed.PaymentStatus.ShouldBe("requires_capture");
        var captured = await psp.PostAsync($"payment_intents/{created.Id}/capture", "");

        captured.PaymentStatus.ShouldBe("succeeded");
        captured.Number("amount_received").ShouldBe(500);
        captured.Number("amount_capturable").ShouldBe(0);
    }

    [Fact]
    public async Task A_partial_capture_lets_the_rest_go()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");

        var captured = await psp.PostAsync($"payment_intents/{payment.Id}/capture", "amount_to_capture=1000");

        captured.Number("amount_received").ShouldBe(1000);
        var totals = (await psp.LedgerAsync())["totals"]!;
        totals["captured"]!.GetValue<long>().ShouldBe(1000);
        totals["held"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task More_than_the_held_amount_is_not_captured()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");

        var reply = await psp.PostAsync($"payment_intents/{payment.Id}/capture", "amount_to_capture=1500");

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("code").ShouldBe("amount_too_large");
    }

    [Fact]
    public async Task A_payment_is_captured_once()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");

        var second = await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");

        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.ErrorText("code").ShouldBe("payment_intent_unexpected_state");
        second.Error["payment_intent"]!["status"]!.GetValue<string>().ShouldBe("succeeded");
        (await psp.LedgerAsync())["totals"]!["charges"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task The_card_that_fails_at_capture_stays_held_and_can_be_cancelled()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4000000000000341");
        payment.PaymentStatus.ShouldBe("requires_capture");

        var capture = await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");
        capture.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        capture.ErrorText("code").ShouldBe("card_declined");
        capture.Error["payment_intent"]!["status"]!.GetValue<string>().ShouldBe("requires_capture");
        var canceled = await psp.PostAsync($"payment_intents/{payment.Id}/cancel", "cancellation_reason=abandoned");

        canceled.PaymentStatus.ShouldBe("canceled");
        canceled.Text("cancellation_reason").ShouldBe("abandoned");
        var totals = (await psp.LedgerAsync())["totals"]!;
        totals["charges"]!.GetValue<int>().ShouldBe(0);
        totals["held"]!.GetValue<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData("capture")]
    [InlineData("cancel")]
    [InlineData("confirm")]
    public async Task A_cancelled_payment_stays_cancelled(string step)
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{payment.Id}/cancel", "");

        var reply = await psp.PostAsync($"payment_intents/{payment.Id}/{step}", "");

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("code").ShouldBe("payment_intent_unexpected_state");
    }

    [Theory]
    [InlineData("currency=eur", "parameter_missing", "amount")]
    [InlineData("amount=500", "parameter_missing", "currency")]
    [InlineData("amount=0&currency=eur", "parameter_invalid_integer", "amount")]
    [InlineData("amount=5.00&currency=eur", "parameter_invalid_integer", "amount")]
    [InlineData("amount=100000000&currency=eur", "amount_too_large", "amount")]
    [InlineData("amount=500&currency=euro", "parameter_invalid_string", "currency")]
    [InlineData("amount=500&currency=eur&colour=red", "parameter_unknown", "colour")]
    [InlineData("amount=500&currency=eur&confirm=true", "parameter_missing", "payment_method")]
    [InlineData("amount=500&currency=eur&return_url=http://shop.test/", "parameter_invalid_empty", "return_url")]
    [InlineData("amount=500&currency=eur&confirm=true&payment_method=pm_card_visa&return_url=javascript:a()", "url_invalid", "return_url")]
    public async Task A_wrong_parameter_is_named(string form, string code, string param)
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PostAsync("payment_intents", form);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("type").ShouldBe("invalid_request_error");
        reply.ErrorText("code").ShouldBe(code);
        reply.ErrorText("param").ShouldBe(param);
    }

    [Theory]
    [InlineData("payment_intents/pi_none")]
    [InlineData("refunds/re_none")]
    [InlineData("payment_methods/pm_none")]
    public async Task What_does_not_exist_is_missing(string path)
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.GetAsync(path);

        reply.Status.ShouldBe(HttpStatusCode.NotFound);
        reply.ErrorText("code").ShouldBe("resource_missing");
    }

    [Fact]
    public async Task An_unknown_address_is_answered_in_the_shape_of_the_API()
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.GetAsync("nothing");

        reply.Status.ShouldBe(HttpStatusCode.NotFound);
        reply.ErrorText("type").ShouldBe("invalid_request_error");
        reply.RequestId.ShouldStartWith("req_");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk_test_other")]
    public async Task Without_the_right_key_nothing_is_served(string? key)
    {
        await using var psp = await PspHost.StartAsync();
        psp.Http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

        var reply = await psp.PayAsync("4242424242424242");

        reply.Status.ShouldBe(HttpStatusCode.Unauthorized);
        reply.ErrorText("type").ShouldBe("invalid_request_error");
        (await psp.LedgerAsync())["payments"]!.AsArray().ShouldBeEmpty();
    }
}

using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class CardTests
{
    [Theory]
    [InlineData("4111111111111111", "visa", "1111")]
    [InlineData("4242424242424242", "visa", "4242")]
    [InlineData("5555555555554444", "mastercard", "4444")]
    [InlineData("378282246310005", "amex", "0005")]
    public async Task A_good_card_is_authorised_and_waits_for_capture(string number, string brand, string lastFour)
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PayAsync(number);

        payment.Status.ShouldBe(HttpStatusCode.OK);
        payment.PaymentStatus.ShouldBe("requires_capture");
        payment.Number("amount_capturable").ShouldBe(1499);
        payment.Text("latest_charge").ShouldStartWith("ch_");
        var method = await psp.GetAsync($"payment_methods/{payment.Text("payment_method")}");
        method.Body["card"]!["brand"]!.GetValue<string>().ShouldBe(brand);
        method.Body["card"]!["last4"]!.GetValue<string>().ShouldBe(lastFour);
        method.Body["billing_details"]!["name"]!.GetValue<string>().ShouldBe("Ada Example");
    }

    [Fact]
    public async Task Automatic_capture_takes_the_amount_at_once()
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PostAsync("payment_intents", "amount=500&currency=EUR&confirm=true&payment_method=pm_card_visa");

        payment.PaymentStatus.ShouldBe("succeeded");
        payment.Number("amount_received").ShouldBe(500);
        payment.Text("currency").ShouldBe("eur");
    }

    [Theory]
    [InlineData("4000000000000002", "card_declined", "generic_decline")]
    [InlineData("4000000000009995", "card_declined", "insufficient_funds")]
    [InlineData("4000000000000069", "expired_card", "expired_card")]
    [InlineData("4000000000000127", "incorrect_cvc", "incorrect_cvc")]
    public async Task A_declined_card_is_a_card_error_with_the_payment_inside(string number, string code, string declineCode)
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PayAsync(number);

        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        reply.ErrorText("type").ShouldBe("card_error");
        reply.ErrorText("code").ShouldBe(code);
        reply.ErrorText("decline_code").ShouldBe(declineCode);
        var payment = await psp.GetAsync($"payment_intents/{reply.Error["payment_intent"]!["id"]}");
        payment.PaymentStatus.ShouldBe("requires_payment_method");
        payment.Body["payment_method"].ShouldBeNull();
        payment.Body["last_payment_error"]!["decline_code"]!.GetValue<string>().ShouldBe(declineCode);
        payment.Body["last_payment_error"]!["payment_method"]!["card"]!["last4"]!.GetValue<string>().ShouldBe(number[^4..]);
    }

    [Fact]
    public async Task After_a_decline_the_same_payment_can_be_paid_with_another_card()
    {
        await using var psp = await PspHost.StartAsync();
        var declined = await psp.PayAsync("4000000000000002");

        var payment = await psp.PostAsync(
            $"payment_intents/{declined.Error["payment_intent"]!["id"]}/confirm", "payment_method=pm_card_visa");

        payment.PaymentStatus.ShouldBe("requires_capture");
        payment.Body["last_payment_error"].ShouldBeNull();
    }

    [Theory]
    [InlineData("4111111111111112", "incorrect_number")]
    [InlineData("4111", "incorrect_number")]
    public async Task An_impossible_number_makes_no_payment(string number, string code)
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PayAsync(number);

        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        reply.ErrorText("code").ShouldBe(code);
        reply.Error["payment_intent"].ShouldBeNull();
        (await psp.LedgerAsync())["payments"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pm_card_visa", "requires_capture")]
    [InlineData("pm_card_mastercard", "requires_capture")]
    [InlineData("pm_card_threeDSecure2Required", "requires_action")]
    public async Task Built_in_methods_stand_for_their_cards(string method, string status)
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PostAsync(
            "payment_intents",
            $"amount=500&currency=eur&confirm=true&capture_method=manual&return_url=http://shop.test/&payment_method={method}");

        payment.PaymentStatus.ShouldBe(status);
        payment.Text("payment_method").ShouldStartWith("pm_");
    }

    [Fact]
    public async Task The_built_in_declined_method_is_declined()
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PostAsync("payment_intents", "amount=500&currency=eur&confirm=true&payment_method=pm_card_chargeDeclined");

        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        reply.ErrorText("decline_code").ShouldBe("generic_decline");
    }

    [Fact]
    public async Task A_method_kept_for_future_usage_pays_again_for_its_customer_only()
    {
        await using var psp = await PspHost.StartAsync();
        var customer = (await psp.PostAsync("customers", "")).Id;
        var other = (await psp.PostAsync("customers", "")).Id;
        var first = await psp.PayAsync("4242424242424242", more: $"&setup_future_usage=off_session&customer={customer}");
        var again = $"amount=700&currency=eur&confirm=true&off_session=true&payment_method={first.Text("payment_method")}";

        (await psp.PostAsync("payment_intents", $"{again}&customer={customer}")).PaymentStatus.ShouldBe("succeeded");
        (await psp.PostAsync("payment_intents", $"{again}&customer={other}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await psp.PostAsync("payment_intents", again)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_method_that_was_not_kept_pays_once()
    {
        await using var psp = await PspHost.StartAsync();
        var first = await psp.PayAsync("4242424242424242");

        var second = await psp.PostAsync(
            "payment_intents", $"amount=700&currency=eur&confirm=true&payment_method={first.Text("payment_method")}");

        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.ErrorText("type").ShouldBe("invalid_request_error");
    }

    [Fact]
    public async Task A_method_without_a_customer_to_keep_it_for_pays_once()
    {
        await using var psp = await PspHost.StartAsync();
        var first = await psp.PayAsync("4242424242424242", more: "&setup_future_usage=off_session");

        var second = await psp.PostAsync(
            "payment_intents", $"amount=700&currency=eur&confirm=true&payment_method={first.Text("payment_method")}");

        second.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_customer_has_to_exist()
    {
        await using var psp = await PspHost.StartAsync();
        (await psp.PayAsync("4242424242424242", more: "&customer=cus_nobody")).ErrorText("code").ShouldBe("resource_missing");
        (await psp.GetAsync("customers/cus_nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
        var made = await psp.PostAsync("customers", "metadata[shopper]=42");
        (await psp.GetAsync($"customers/{made.Id}")).Body["metadata"]!["shopper"]!.GetValue<string>().ShouldBe("42");
    }

    [Fact]
    public async Task A_card_that_holds_less_says_so_in_the_payment_and_in_the_books()
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PayAsync("4000000000001109");

        payment.Number("amount").ShouldBe(1499);
        payment.Number("amount_capturable").ShouldBe(1350);
        (await psp.LedgerAsync())["totals"]!["held"]!.GetValue<long>().ShouldBe(1350);
    }

    [Fact]
    public async Task Without_the_shopper_a_challenge_is_a_decline()
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PayAsync("4000000000003220", more: "&off_session=true");

        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        reply.ErrorText("code").ShouldBe("authentication_required");
    }

    [Fact]
    public async Task The_time_out_card_pays_although_the_caller_gave_up()
    {
        await using var psp = await PspHost.StartAsync(more: "--Psp:TimeoutDelay=00:10:00");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(PspHost.Cancelled);
        var call = psp.PayAsync("4000000000006975", key: "k", giveUp: patience.Token);
        await Eventually.TrueAsync(async () => (await psp.LedgerAsync())["payments"]!.AsArray().Count == 1);

        (await psp.PayAsync("4000000000006975", key: "k")).ErrorText("code").ShouldBe("idempotency_key_in_use");
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);

        var found = await psp.GetAsync("payment_intents/search?query=metadata['tracking_number']:'trk_1'");
        found.Body["data"]![0]!["status"]!.GetValue<string>().ShouldBe("requires_capture");
        await Eventually.TrueAsync(async () => (await psp.PayAsync("4000000000006975", key: "k")).Replayed);
        (await psp.LedgerAsync())["payments"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_time_out_card_answers_when_the_delay_is_over()
    {
        await using var psp = await PspHost.StartAsync(more: "--Psp:TimeoutDelay=00:00:00.050");

        (await psp.PayAsync("4000000000006975")).PaymentStatus.ShouldBe("requires_capture");
    }
}

using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class RedirectMethodTests
{
    private const string Payer =
        "&payment_method_data[billing_details][email]=ada@example.test&payment_method_data[billing_details][address][country]=DE";

    [Fact]
    public async Task Klarna_is_approved_on_its_page_and_held_until_the_capture()
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PayByAsync("klarna", Payer, capture: "manual");
        payment.PaymentStatus.ShouldBe("requires_action");
        (await psp.Http.GetStringAsync(payment.NextUrl, PspHost.Cancelled)).ShouldContain("Pay with Klarna");
        (await psp.DecideAsync(payment, "approve")).Query.ShouldContain("redirect_status=succeeded");

        (await psp.GetAsync($"payment_intents/{payment.Id}")).PaymentStatus.ShouldBe("requires_capture");
        (await psp.PostAsync($"payment_intents/{payment.Id}/capture", "")).PaymentStatus.ShouldBe("succeeded");
        (await psp.LedgerAsync())["totals"]!["captured"]!.GetValue<long>().ShouldBe(1499);
    }

    [Fact]
    public async Task Ideal_is_approved_at_the_bank_and_taken_at_once()
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PayByAsync("ideal");
        (await psp.Http.GetStringAsync(payment.NextUrl, PspHost.Cancelled)).ShouldContain("Pay with iDEAL");
        await psp.DecideAsync(payment, "approve");

        var paid = await psp.GetAsync($"payment_intents/{payment.Id}");
        paid.PaymentStatus.ShouldBe("succeeded");
        paid.Number("amount_received").ShouldBe(1499);
    }

    [Theory]
    [InlineData("klarna", "payment_method_customer_decline")]
    [InlineData("ideal", "payment_intent_payment_attempt_failed")]
    public async Task A_shopper_who_does_not_approve_pays_nothing(string type, string code)
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayByAsync(type, Payer);

        (await psp.DecideAsync(payment, "reject")).Query.ShouldContain("redirect_status=failed");

        var failed = await psp.GetAsync($"payment_intents/{payment.Id}");
        failed.PaymentStatus.ShouldBe("requires_payment_method");
        failed.Body["last_payment_error"]!["code"]!.GetValue<string>().ShouldBe(code);
        (await psp.LedgerAsync())["totals"]!["held"]!.GetValue<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData("ideal", "&currency=usd", "currency")]
    [InlineData("klarna", "&currency=jpy", "currency")]
    [InlineData("ideal", "&capture_method=manual", "capture_method")]
    [InlineData("ideal", "&payment_method_types[]=card", "payment_method_types")]
    [InlineData("ideal", "&return_url=", "return_url")]
    [InlineData("klarna", "&payment_method_data[billing_details][email]=", "payment_method_data[billing_details][email]")]
    [InlineData("giropay", "", "payment_method_types")]
    public async Task What_the_method_cannot_do_is_refused_by_name(string type, string change, string param)
    {
        await using var psp = await PspHost.StartAsync();
        var form = $"amount=1499&currency=eur&confirm=true&return_url=http://shop.test/&payment_method_data[type]={type}{Payer}";
        var name = change.Split('=')[0].TrimStart('&');
        var changed = name.Length == 0
            ? $"{form}&payment_method_types[]={type}"
            : string.Join('&', form.Split('&').Where(pair => !pair.StartsWith($"{name}=", StringComparison.Ordinal))) + change;

        var reply = await psp.PostAsync("payment_intents", changed);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("param").ShouldBe(param);
        (await psp.LedgerAsync())["payments"]!.AsArray().ShouldBeEmpty();
    }
}

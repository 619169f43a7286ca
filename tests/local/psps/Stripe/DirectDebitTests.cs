using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class DirectDebitTests
{
    private const string Pays = "AT611904300234573201";
    private const string SendsBack = "AT861904300235473202";
    private const string Slow = "AT321904300235473204";

    [Fact]
    public async Task A_debit_is_processing_until_the_bank_has_paid()
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var psp = await StartAsync(merchant, delay: "00:00:00.200");

        var payment = await psp.PayByAsync("sepa_debit", Account(Pays));
        payment.PaymentStatus.ShouldBe("processing");
        payment.Number("amount_received").ShouldBe(0);

        await merchant.UntilAcceptedAsync(2);
        merchant.Types.ShouldBe(["payment_intent.processing", "payment_intent.succeeded"]);
        (await psp.GetAsync($"payment_intents/{payment.Id}")).Number("amount_received").ShouldBe(1499);
        (await psp.LedgerAsync())["totals"]!["captured"]!.GetValue<long>().ShouldBe(1499);
    }

    [Fact]
    public async Task A_debit_that_the_bank_sends_back_fails_later_and_takes_nothing()
    {
        await using var merchant = await WebhookReceiver.StartAsync();
        await using var psp = await StartAsync(merchant, delay: "00:00:00.050");

        var payment = await psp.PayByAsync("sepa_debit", Account(SendsBack));

        await merchant.UntilAcceptedAsync(2);
        merchant.Types.ShouldBe(["payment_intent.processing", "payment_intent.payment_failed"]);
        (await psp.GetAsync($"payment_intents/{payment.Id}")).PaymentStatus.ShouldBe("requires_payment_method");
        (await psp.LedgerAsync())["totals"]!["charges"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_debit_at_the_bank_cannot_be_cancelled()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayByAsync("sepa_debit", Account(Slow));
        (await psp.PostAsync($"payment_intents/{payment.Id}/cancel", "")).ErrorText("code").ShouldBe("payment_intent_unexpected_state");
    }

    [Fact]
    public async Task A_restart_does_not_lose_what_the_bank_has_not_decided()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("ledger.db");
        await using (var psp = await PspHost.StartAsync(file))
        {
            (await psp.PayByAsync("sepa_debit", Account(Pays))).PaymentStatus.ShouldBe("processing");
        }

        await using var again = await PspHost.StartAsync(file, "--Stripe:SettlementDelay=00:00:00");
        await Eventually.TrueAsync(async () => (await again.LedgerAsync())["totals"]!["captured"]!.GetValue<long>() == 1499);
    }

    [Fact]
    public async Task The_account_number_is_kept_nowhere()
    {
        using var folder = new TemporaryFolder();
        await using (var psp = await PspHost.StartAsync(folder.File("ledger.db")))
        {
            var payment = await psp.PayByAsync("sepa_debit", Account(Pays));
            var method = await psp.GetAsync($"payment_methods/{payment.Text("payment_method")}");
            method.Body["sepa_debit"]!["last4"]!.GetValue<string>().ShouldBe("3201");
            method.Body["sepa_debit"]!["country"]!.GetValue<string>().ShouldBe("AT");
        }

        foreach (var file in folder.Files)
        {
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, PspHost.Cancelled)).ShouldNotContain(Pays);
        }
    }

    [Theory]
    [InlineData("payment_method_data[billing_details][name]", null, "payment_method_data[billing_details][name]")]
    [InlineData("payment_method_data[billing_details][email]", null, "payment_method_data[billing_details][email]")]
    [InlineData("mandate_data[customer_acceptance][type]", null, "mandate_data")]
    [InlineData("mandate_data[customer_acceptance][type]", "online", "mandate_data[customer_acceptance][online][ip_address]")]
    [InlineData("payment_method_data[sepa_debit][iban]", "AT611904300234573202", "payment_method_data[sepa_debit][iban]")]
    [InlineData("payment_method_data[sepa_debit][iban]", "AT", "payment_method_data[sepa_debit][iban]")]
    public async Task What_is_missing_or_wrong_is_named(string name, string? value, string param)
    {
        await using var psp = await PspHost.StartAsync();
        var pairs = Account(Pays).Split('&').Where(pair => !pair.StartsWith($"{name}=", StringComparison.Ordinal)).ToList();
        var form = string.Join('&', value is null ? pairs : [.. pairs, $"{name}={value}"]);

        var reply = await psp.PayByAsync("sepa_debit", form);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("param").ShouldBe(param);
    }

    private static string Account(string iban) =>
        $"&payment_method_data[sepa_debit][iban]={iban}&payment_method_data[billing_details][name]=Ada+Example"
        + "&payment_method_data[billing_details][email]=ada@example.test&mandate_data[customer_acceptance][type]=offline";

    private static Task<PspHost> StartAsync(WebhookReceiver merchant, string delay) =>
        PspHost.StartAsync(null, $"--Stripe:WebhookUrl={merchant.Url}", $"--Stripe:SettlementDelay={delay}");
}

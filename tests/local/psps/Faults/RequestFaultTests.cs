using System.Net;
using System.Text.Json.Nodes;
using Checkout.Local.Tests.Psps.Adyen;
using Checkout.Tests.Specifications;

namespace Checkout.Local.Tests.Psps.Faults;

public sealed class RequestFaultTests
{
    [Theory]
    [InlineData("timeoutBefore", "lost", 0)]
    [InlineData("timeoutAfter", "lost", 1)]
    [InlineData("errorBefore", "500", 0)]
    [InlineData("errorAfter", "500", 1)]
    [InlineData("tooManyRequests", "429", 0)]
    [InlineData("slow", "200", 1)]
    public async Task Each_fault_has_its_answer_and_processes_or_does_not(string kind, string answer, int payments)
    {
        await using var run = await FaultRun.StartAsync();
        await run.AlwaysAsync(kind);

        (await run.PayAsync("trk_1", "key-1")).ShouldBe(answer);

        (await run.PaymentsAsync()).ShouldBe(payments);
        (await run.InjectedAsync()).ShouldBe($$$"""{"stripe":{"{{{kind}}}":1}}""");
    }

    [Theory]
    [InlineData("timeoutBefore")]
    [InlineData("timeoutAfter")]
    [InlineData("errorBefore")]
    [InlineData("errorAfter")]
    [InlineData("tooManyRequests")]
    public async Task A_request_repeated_under_its_key_after_a_fault_is_processed_once(string kind)
    {
        await using var run = await FaultRun.StartAsync();
        await run.AlwaysAsync(kind);
        await run.PayAsync("trk_1", "key-1");
        await run.OffAsync();

        (await run.PayAsync("trk_1", "key-1")).ShouldBe("200");

        (await run.PaymentsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_goes_wrong_unless_asked_for()
    {
        await using var run = await FaultRun.StartAsync();
        (await run.PayAsync("trk_1", "key-1")).ShouldBe("200");
        (await run.InjectedAsync()).ShouldBe("{}");
    }

    [Fact]
    public async Task Who_sends_too_much_is_told_when_to_come_again()
    {
        await using var run = await FaultRun.StartAsync();
        await run.PutAsync("""{ "retryAfterSeconds": 7, "rules": [ { "rates": { "tooManyRequests": 1 } } ] }""");

        using var response = await run.Psp.Http.GetAsync("/stripe/v1/payment_intents/pi_1", PspHost.Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(7));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(PspHost.Cancelled));
        ((string?)body!["error"]!["code"]).ShouldBe("rate_limit");
    }

    [Theory]
    [InlineData("errorBefore", 500)]
    [InlineData("errorAfter", 500)]
    [InlineData("tooManyRequests", 429)]
    public async Task Adyen_fails_in_its_own_shape(string kind, int status)
    {
        await using var run = await FaultRun.StartAsync();
        await run.AlwaysAsync(kind, "adyen");
        await using var adyen = new AdyenHost(run.Psp);

        // AdyenHost checks each answer against the published schema.
        var reply = await adyen.PayAsync(AdyenHost.Visa);

        ((int)reply.Status).ShouldBe(status);
        reply.Body["status"]!.GetValue<int>().ShouldBe(status);
    }

    [Theory]
    [InlineData("errorBefore", 500, "INTERNAL_SERVER_ERROR")]
    [InlineData("tooManyRequests", 429, "RATE_LIMIT_REACHED")]
    public async Task PayPal_fails_in_its_own_shape(string kind, int status, string name)
    {
        await using var run = await FaultRun.StartAsync();
        await run.AlwaysAsync(kind, "paypal");

        using var response = await run.Psp.Http.GetAsync("/paypal/v2/checkout/orders/5O190127TN364715T", PspHost.Cancelled);

        ((int)response.StatusCode).ShouldBe(status);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(PspHost.Cancelled));
        ((string?)body!["name"]).ShouldBe(name);
        (await run.InjectedAsync()).ShouldBe($$$"""{"paypal":{"{{{kind}}}":1}}""");
    }

    [Fact]
    public async Task An_operation_fails_while_the_others_go_well()
    {
        await using var run = await FaultRun.StartAsync();
        await run.PutAsync(
            """
            { "rules": [
                { "provider": "stripe", "operation": "POST /v1/payment_intents/{id}/capture", "rates": { "errorAfter": 1 } },
                { "provider": "stripe", "rates": { "errorAfter": 0 } },
                { "rates": { "errorAfter": 1 } } ] }
            """);

        var payment = await run.Psp.PayAsync(FaultRun.Card);
        using var form = new FormUrlEncodedContent([]);
        using var capture = await run.Psp.Http.PostAsync($"/stripe/v1/payment_intents/{payment.Id}/capture", form, PspHost.Cancelled);

        payment.Status.ShouldBe(HttpStatusCode.OK);
        capture.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await run.Psp.LedgerAsync())["totals"]!["charges"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task The_pages_of_the_simulation_itself_never_fail()
    {
        await using var run = await FaultRun.StartAsync();
        await run.PutAsync("""{ "rules": [ { "rates": { "timeoutBefore": 1 } } ] }""");
        (await run.Psp.Http.GetAsync("/healthz", PspHost.Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await run.PaymentsAsync()).ShouldBe(0);
    }
}

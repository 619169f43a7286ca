using System.Net;
using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Local.Tests.Psps.PayPal;

public sealed class PayPalPaymentTests
{
    private const string Held = """{"charges":0,"captured":0,"refunded":0,"held":1499}""";
    private const string Nothing = """{"charges":0,"captured":0,"refunded":0,"held":0}""";
    private const string Charged = """{"charges":1,"captured":1499,"refunded":0,"held":0}""";
    private const string Refunded = """{"charges":1,"captured":1499,"refunded":1499,"held":0}""";

    [Theory]
    [InlineData("orders.get", 200, """{"status":"PERHAPS"}""")]
    [InlineData("orders.get", 200, """{"status":"APPROVED","surprise":1}""")]
    [InlineData("orders.get", 200, """{"purchase_units":[{"payments":{"captures":[{"surprise":1}]}}]}""")]
    [InlineData("authorizations.capture", 201, """{"amount":{"currency_code":"EUR"}}""")]
    [InlineData("orders.authorize", 422, """{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"INSTRUMENT_DECLINED"}]}""")]
    public void The_published_schemas_judge_these_tests(string operation, int status, string wrong)
    {
        Assert.SkipUnless(PayPalSpecification.IsPresent, PayPalSpecification.Absent);
        Should.Throw<ShouldAssertException>(() => PayPalSpecification.ShouldAllowAnswer(operation, status, wrong));
    }

    [Fact]
    public async Task An_approved_order_is_authorised_then_captured()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var order = await paypal.CreateAsync();
        order.Standing.ShouldBe("PAYER_ACTION_REQUIRED");
        (await paypal.AuthorizeAsync(order.Id)).Issue.ShouldBe("ORDER_NOT_APPROVED");

        var back = await paypal.DecideAsync(order, "approve");
        back.ShouldStartWith($"http://shop.test/return/1?a=b&token={order.Id}&PayerID=");
        (await paypal.OrderAsync(order.Id)).Standing.ShouldBe("APPROVED");
        (await paypal.TotalsAsync()).ShouldBe(Nothing);

        var authorized = await paypal.AuthorizeAsync(order.Id);
        authorized.Status.ShouldBe(HttpStatusCode.Created);
        (await paypal.TotalsAsync()).ShouldBe(Held);
        (await paypal.AuthorizeAsync(order.Id)).Issue.ShouldBe("ORDER_ALREADY_AUTHORIZED");

        var capture = await paypal.CaptureAsync(authorized.Authorization);
        capture.Standing.ShouldBe("COMPLETED");
        capture.Text("custom_id").ShouldBe("trk_1");
        (await paypal.GetAsync($"/v2/payments/captures/{capture.Id}")).Body!.ToJsonString().ShouldBe(capture.Body!.ToJsonString());
        (await paypal.GetAsync($"/v2/payments/authorizations/{authorized.Authorization}")).Standing.ShouldBe("CAPTURED");
        var whole = await paypal.OrderAsync(order.Id);
        whole.Standing.ShouldBe("COMPLETED");
        whole.Payment("captures")["id"]!.GetValue<string>().ShouldBe(capture.Id);
        (await paypal.TotalsAsync()).ShouldBe(Charged);
    }

    [Fact]
    public async Task A_cancelled_order_waits_on_and_can_still_be_approved()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var order = await paypal.CreateAsync();
        (await paypal.DecideAsync(order, "reject")).ShouldBe($"http://shop.test/return/1?a=b&cancelled=1&token={order.Id}");
        (await paypal.OrderAsync(order.Id)).Standing.ShouldBe("PAYER_ACTION_REQUIRED");
        await paypal.DecideAsync(order, "approve");
        (await paypal.DecideAsync(order, "reject")).ShouldContain("PayerID=");
        (await paypal.OrderAsync(order.Id)).Standing.ShouldBe("APPROVED");
    }

    [Theory]
    [InlineData("declined@example.com", "TRANSACTION_REFUSED")]
    [InlineData("restricted@example.com", "PAYER_CANNOT_PAY")]
    public async Task A_buyer_who_cannot_pay_is_refused_at_the_authorisation(string buyer, string issue)
    {
        await using var paypal = await PayPalHost.StartAsync();
        var order = await paypal.ApprovedAsync(buyer);
        var refused = await paypal.AuthorizeAsync(order.Id);
        (refused.Status, refused.Issue).ShouldBe((HttpStatusCode.UnprocessableEntity, issue));
        (await paypal.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_denied_authorisation_holds_nothing_and_cannot_be_captured()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var denied = await paypal.AuthorizeAsync((await paypal.ApprovedAsync("denied@example.com")).Id);
        denied.Payment("authorizations")["status"]!.GetValue<string>().ShouldBe("DENIED");
        (await paypal.CaptureAsync(denied.Authorization)).Issue.ShouldBe("AUTHORIZATION_DENIED");
        (await paypal.TotalsAsync()).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData("echeck@example.com", "COMPLETED", Charged)]
    [InlineData("bounced@example.com", "DECLINED", Held)]
    public async Task A_pending_capture_ends_when_its_bank_has_decided(string buyer, string end, string totals)
    {
        await using var paypal = await PayPalHost.StartAsync("--PayPal:ClearingDelay=00:00:01");
        var capture = await paypal.CaptureAsync(await paypal.AuthorizedAsync(buyer));
        capture.Standing.ShouldBe("PENDING");
        (await paypal.RefundAsync(capture.Id)).Issue.ShouldBe("PENDING_CAPTURE");
        (await paypal.TotalsAsync()).ShouldBe(Held);

        await Eventually.TrueAsync(async () =>
            string.Equals((await paypal.GetAsync($"/v2/payments/captures/{capture.Id}")).Standing, end, StringComparison.Ordinal));

        (await paypal.TotalsAsync()).ShouldBe(totals);
    }

    [Fact]
    public async Task A_declined_capture_leaves_the_amount_held_until_it_is_voided()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var authorization = await paypal.AuthorizedAsync("nocapture@example.com");
        (await paypal.CaptureAsync(authorization)).Standing.ShouldBe("DECLINED");
        (await paypal.TotalsAsync()).ShouldBe(Held);
        (await paypal.VoidAsync(authorization)).Standing.ShouldBe("VOIDED");
        (await paypal.VoidAsync(authorization)).Issue.ShouldBe("PREVIOUSLY_VOIDED");
        (await paypal.CaptureAsync(authorization)).Issue.ShouldBe("AUTHORIZATION_VOIDED");
        (await paypal.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_refund_gives_back_at_most_what_was_taken()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var authorization = await paypal.AuthorizedAsync();
        var capture = await paypal.CaptureAsync(authorization);
        (await paypal.VoidAsync(authorization)).Issue.ShouldBe("PREVIOUSLY_CAPTURED");
        (await paypal.RefundAsync(capture.Id, "15.00")).Issue.ShouldBe("REFUND_AMOUNT_EXCEEDED");
        (await paypal.RefundAsync(capture.Id, "4.99")).Standing.ShouldBe("COMPLETED");
        (await paypal.GetAsync($"/v2/payments/captures/{capture.Id}")).Standing.ShouldBe("PARTIALLY_REFUNDED");
        var rest = await paypal.RefundAsync(capture.Id);
        rest.Body!["amount"]!["value"]!.GetValue<string>().ShouldBe("10.00");
        (await paypal.GetAsync($"/v2/payments/refunds/{rest.Id}")).Body!.ToJsonString().ShouldBe(rest.Body!.ToJsonString());
        (await paypal.RefundAsync(capture.Id)).Issue.ShouldBe("CAPTURE_FULLY_REFUNDED");
        (await paypal.TotalsAsync()).ShouldBe(Refunded);
    }

    [Fact]
    public async Task A_final_capture_of_a_part_lets_the_rest_go()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var authorization = await paypal.AuthorizedAsync();
        (await paypal.CaptureAsync(authorization, "10.00")).Standing.ShouldBe("COMPLETED");
        (await paypal.CaptureAsync(authorization, "5.00")).Issue.ShouldBe("MAX_CAPTURE_AMOUNT_EXCEEDED");
        await paypal.CaptureAsync(authorization, "1.00", isFinal: true);
        (await paypal.CaptureAsync(authorization, "1.00")).Issue.ShouldBe("AUTHORIZATION_ALREADY_CAPTURED");
        (await paypal.TotalsAsync()).ShouldBe("""{"charges":2,"captured":1100,"refunded":0,"held":0}""");
    }

    [Fact]
    public async Task The_same_request_id_gives_the_first_answer()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var first = await paypal.CreateAsync(key: "k1");
        (await paypal.CreateAsync(key: "k1")).Id.ShouldBe(first.Id);
        await paypal.DecideAsync(first, "approve");
        var authorized = await paypal.AuthorizeAsync(first.Id, key: "k1");
        (await paypal.AuthorizeAsync(first.Id, key: "k1")).Authorization.ShouldBe(authorized.Authorization);
        var capture = await paypal.CaptureAsync(authorized.Authorization, key: "k1");
        (await paypal.CaptureAsync(authorized.Authorization, key: "k1")).Id.ShouldBe(capture.Id);
        var refund = await paypal.RefundAsync(capture.Id, key: "k1");
        (await paypal.RefundAsync(capture.Id, key: "k1")).Id.ShouldBe(refund.Id);
        (await paypal.TotalsAsync()).ShouldBe(Refunded);
    }

    [Fact]
    public async Task An_invoice_is_paid_once()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var second = await paypal.ApprovedAsync();
        var authorization = await paypal.AuthorizedAsync();
        (await paypal.AuthorizeAsync(second.Id)).Issue.ShouldBe("DUPLICATE_INVOICE_ID");
        (await paypal.CreateAsync()).Issue.ShouldBe("DUPLICATE_INVOICE_ID");
        await paypal.VoidAsync(authorization);
        (await paypal.AuthorizeAsync(second.Id)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("EUR", "14.99", 1499)]
    [InlineData("EUR", "15", 1500)]
    [InlineData("JPY", "1000", 1000)]
    [InlineData("HUF", "1000", 100000)]
    public async Task Amounts_are_decimal_text_and_the_ledger_has_minor_units(string currency, string value, long minorUnits)
    {
        await using var paypal = await PayPalHost.StartAsync();
        var order = await paypal.CreateAsync(change: Amount(currency, value));
        order.Status.ShouldBe(HttpStatusCode.OK);
        (await paypal.Psps.LedgerAsync())["payments"]![0]!["amount"]!.GetValue<long>().ShouldBe(minorUnits);
    }

    [Theory]
    [InlineData("JPY", "10.50", "DECIMAL_PRECISION")]
    [InlineData("HUF", "10.00", "DECIMAL_PRECISION")]
    [InlineData("EUR", "1.999", "DECIMAL_PRECISION")]
    [InlineData("EUR", "0.00", "CANNOT_BE_ZERO_OR_NEGATIVE")]
    [InlineData("EUR", "-1", "CANNOT_BE_ZERO_OR_NEGATIVE")]
    [InlineData("EUR", "1e3", "INVALID_PARAMETER_SYNTAX")]
    [InlineData("BHD", "1.000", "INVALID_CURRENCY_CODE")]
    public async Task Other_amounts_are_refused(string currency, string value, string issue)
    {
        await using var paypal = await PayPalHost.StartAsync();
        (await paypal.CreateAsync(change: Amount(currency, value))).Issue.ShouldBe(issue);
    }

    [Fact]
    public async Task Requests_that_are_not_of_the_schema_are_refused()
    {
        await using var paypal = await PayPalHost.StartAsync();
        (await paypal.CreateAsync(change: body => body["purchase_unitts"] = 1)).Issue.ShouldBe("INVALID_PARAMETER_SYNTAX");
        (await paypal.CreateAsync(change: body => body.Remove("intent"))).Issue.ShouldBe("MISSING_REQUIRED_PARAMETER");
        (await paypal.CreateAsync(change: body => body["intent"] = "CAPTURE")).Issue.ShouldBe("UNSUPPORTED_INTENT");
        (await paypal.CreateAsync(change: body => body.Remove("payment_source"))).Issue.ShouldBe("MISSING_REQUIRED_PARAMETER");
        (await paypal.CreateAsync(reference: new string('x', 128))).Issue.ShouldBe("INVALID_STRING_LENGTH");
        (await paypal.CreateAsync(key: new string('x', 109))).Issue.ShouldBe("INVALID_STRING_LENGTH");
        (await paypal.OrderAsync("5O190127TN364715T")).Issue.ShouldBe("INVALID_RESOURCE_ID");
        (await paypal.VoidAsync("5O190127TN364715T")).Issue.ShouldBe("INVALID_RESOURCE_ID");
        (await paypal.CaptureAsync(await paypal.AuthorizedAsync(), "one")).Issue.ShouldBe("INVALID_PARAMETER_SYNTAX");
    }

    [Fact]
    public async Task Who_wants_little_is_told_little()
    {
        await using var paypal = await PayPalHost.StartAsync();
        var authorization = await paypal.AuthorizedAsync();
        var body = new JsonObject { ["amount"] = PayPalHost.Amount("1.00") };
        var capture = await paypal.PostAsync($"/v2/payments/authorizations/{authorization}/capture", body, prefer: "minimal");
        capture.Body!.AsObject().Select(field => field.Key).ShouldBe(["id", "status", "links"]);
        var voided = await paypal.PostAsync($"/v2/payments/authorizations/{authorization}/void", [], prefer: "minimal");
        voided.Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private static Action<JsonObject> Amount(string currency, string value) =>
        body => body["purchase_units"]![0]!["amount"] = PayPalHost.Amount(value, currency);
}

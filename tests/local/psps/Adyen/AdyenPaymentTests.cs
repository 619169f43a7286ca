using System.Net;
using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Local.Tests.Psps.Adyen;

public sealed class AdyenPaymentTests
{
    private const string Held = """{"charges":0,"captured":0,"refunded":0,"held":1499}""";
    private const string Nothing = """{"charges":0,"captured":0,"refunded":0,"held":0}""";
    private const string Charged = """{"charges":1,"captured":1499,"refunded":0,"held":0}""";
    private const string Refunded = """{"charges":1,"captured":1499,"refunded":1499,"held":0}""";

    [Theory]
    [InlineData("PaymentResponse", """{"resultCode":"Perhaps"}""")]
    [InlineData("PaymentResponse", """{"resultCode":"Authorised","surprise":1}""")]
    [InlineData("PaymentCaptureResponse", """{"status":"received"}""")]
    [InlineData(
        "PaymentRequest",
        """
        {"merchantAccount":"M","reference":"r","returnUrl":"u","amount":{"currency":"EUR","value":1},
         "paymentMethod":{"type":"scheme","numbr":"1"}}
        """)]
    public void The_published_schemas_judge_these_tests(string schema, string wrong)
    {
        Assert.SkipUnless(AdyenSpecification.IsPresent, AdyenSpecification.Absent);
        Should.Throw<ShouldAssertException>(() => AdyenSpecification.ShouldAllow(schema, wrong));
    }

    [Fact]
    public async Task A_good_card_is_authorised_then_captured_and_each_step_is_only_received()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var payment = await adyen.PayAsync(AdyenHost.Visa);
        payment.ResultCode.ShouldBe("Authorised");
        payment.Text("merchantReference").ShouldBe("trk_1");
        (await adyen.TotalsAsync()).ShouldBe(Held);

        var capture = await adyen.CaptureAsync(payment.PspReference);

        capture.Status.ShouldBe(HttpStatusCode.Created);
        capture.Text("status").ShouldBe("received");
        capture.Text("paymentPspReference").ShouldBe(payment.PspReference);
        (await adyen.TotalsAsync()).ShouldBe(Charged);
    }

    [Theory]
    [InlineData("4000000000000002", "2")]
    [InlineData("4000000000009995", "12")]
    [InlineData("4000000000000069", "6")]
    [InlineData("4000000000000127", "24")]
    [InlineData("4000002760003184", "38")]
    public async Task A_refused_card_is_an_answer_with_its_reason(string number, string code)
    {
        await using var adyen = await AdyenHost.StartAsync();
        var refused = await adyen.PayAsync(number);
        refused.Status.ShouldBe(HttpStatusCode.OK);
        refused.ResultCode.ShouldBe("Refused");
        refused.Text("refusalReasonCode").ShouldBe(code);
        (await adyen.TotalsAsync()).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData("approve", "Authorised", Held)]
    [InlineData("reject", "Refused", Nothing)]
    public async Task A_challenge_counts_once_its_redirect_result_is_submitted(string outcome, string resultCode, string totals)
    {
        await using var adyen = await AdyenHost.StartAsync();
        var redirect = await adyen.PayAsync("4000000000003220");
        redirect.ResultCode.ShouldBe("RedirectShopper");

        var redirectResult = await adyen.DecideAsync(redirect, outcome);
        (await adyen.TotalsAsync()).ShouldBe(Nothing);

        (await adyen.DetailsAsync(redirectResult)).ResultCode.ShouldBe(resultCode);
        (await adyen.DetailsAsync(redirectResult)).ResultCode.ShouldBe(resultCode);
        (await adyen.TotalsAsync()).ShouldBe(totals);
        (await adyen.DetailsAsync("Xacs_made_up")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_same_key_gives_the_first_answer_and_another_body_under_it_is_refused()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var first = await adyen.PayAsync(AdyenHost.Visa, key: "k1");
        (await adyen.PayAsync(AdyenHost.Visa, key: "k1")).Body.ToJsonString().ShouldBe(first.Body.ToJsonString());
        var other = await adyen.PayAsync(AdyenHost.Visa, key: "k1", change: body => body["amount"]!["value"] = 1);
        other.Text("errorCode").ShouldBe("704");
        (await adyen.TotalsAsync()).ShouldBe(Held);
    }

    [Fact]
    public async Task A_second_capture_under_its_own_key_takes_nothing()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var payment = await adyen.PayAsync(AdyenHost.Visa);
        await adyen.CaptureAsync(payment.PspReference, key: "c1");
        await adyen.CaptureAsync(payment.PspReference, key: "c2");
        (await adyen.TotalsAsync()).ShouldBe(Charged);
    }

    [Fact]
    public async Task A_reversal_lets_go_what_is_held_and_gives_back_what_is_taken()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var held = await adyen.PayAsync(AdyenHost.Visa);
        (await adyen.ReverseAsync(held.PspReference)).Text("status").ShouldBe("received");
        (await adyen.TotalsAsync()).ShouldBe(Nothing);

        var taken = await adyen.PayAsync(AdyenHost.Visa, "trk_2");
        await adyen.CaptureAsync(taken.PspReference);
        await adyen.ReverseAsync(taken.PspReference);
        await adyen.ReverseAsync(taken.PspReference);
        (await adyen.TotalsAsync("trk_2")).ShouldBe(Refunded);
    }

    [Fact]
    public async Task A_refund_gives_back_at_most_what_was_taken()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var payment = await adyen.PayAsync(AdyenHost.Visa);
        await adyen.RefundAsync(payment.PspReference);
        (await adyen.TotalsAsync()).ShouldBe(Held);
        await adyen.CaptureAsync(payment.PspReference);
        await adyen.RefundAsync(payment.PspReference);
        await adyen.RefundAsync(payment.PspReference);
        (await adyen.TotalsAsync()).ShouldBe(Refunded);
    }

    [Fact]
    public async Task A_cancel_by_the_merchants_own_reference_ends_what_was_not_captured()
    {
        await using var adyen = await AdyenHost.StartAsync();
        await adyen.PayAsync(AdyenHost.Visa);
        (await adyen.CancelAsync("trk_1")).Text("paymentReference").ShouldBe("trk_1");
        (await adyen.TotalsAsync()).ShouldBe(Nothing);
        (await adyen.CancelAsync("trk_nobody")).Text("status").ShouldBe("received");
    }

    [Fact]
    public async Task A_stored_card_pays_for_its_shopper_only()
    {
        await using var adyen = await AdyenHost.StartAsync();
        var stored = await adyen.PayAsync(AdyenHost.Visa, change: body =>
        {
            body["shopperReference"] = "shopper-1";
            body["storePaymentMethod"] = true;
            body["recurringProcessingModel"] = "CardOnFile";
        });
        var token = stored.Body["additionalData"]!["tokenization.storedPaymentMethodId"]!.GetValue<string>();

        Task<AdyenReply> AgainAsync(string shopper, string reference) => adyen.PayAsync(AdyenHost.Visa, reference, change: body =>
        {
            body["shopperReference"] = shopper;
            body["paymentMethod"] = new JsonObject { ["type"] = "scheme", ["storedPaymentMethodId"] = token };
        });
        (await AgainAsync("shopper-1", "trk_2")).ResultCode.ShouldBe("Authorised");
        (await AgainAsync("shopper-2", "trk_3")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("paymentMethodd", HttpStatusCode.BadRequest)]
    [InlineData("shopperEmail", HttpStatusCode.OK)]
    public async Task Only_fields_of_the_schema_pass(string field, HttpStatusCode expected)
    {
        await using var adyen = await AdyenHost.StartAsync();
        (await adyen.PayAsync(AdyenHost.Visa, change: body => body[field] = "x")).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Wrong_keys_accounts_and_references_are_refused()
    {
        await using var adyen = await AdyenHost.StartAsync();
        (await adyen.PostAsync("/payments", [], apiKey: "wrong")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await adyen.PayAsync(AdyenHost.Visa, change: body => body["merchantAccount"] = "Other")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await adyen.CaptureAsync("NOBODY")).Text("errorCode").ShouldBe("167");
    }
}

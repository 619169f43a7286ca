using System.Net;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

public sealed class PayPalProviderTests(SimulatedPayPal paypal) : IClassFixture<SimulatedPayPal>
{
    private const string Cancelled = "paypal-cancelled";
    private const long Amount = 1499;

    private static readonly SimulatedPayPal.LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
    private static readonly SimulatedPayPal.LedgerTotals Held = new(Charges: 0, Captured: 0, Refunded: 0, Amount);
    private static readonly SimulatedPayPal.LedgerTotals ChargedOnce = new(Charges: 1, Amount, Refunded: 0, Held: 0);

    private readonly OrderAtPayPal order = new(paypal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_of_these_tests_is_judged_by_the_published_schemas()
    {
        Assert.SkipUnless(PayPalSpecification.IsPresent, PayPalSpecification.Absent);
        await order.CaptureAsync(await order.AuthorizedAsync());
        string[] expected = ["orders.create", "orders.get", "orders.authorize", "authorizations.capture"];
        expected.ShouldAllBe(operation => order.Setting.Wire.Judged.Contains(operation));
    }

    [Fact]
    public async Task An_order_is_approved_on_paypals_page_then_authorised_and_captured()
    {
        var required = await order.CreateAsync();
        required.Status.ShouldBe(PaymentStatus.ActionRequired);
        required.Result.Action.ShouldNotBeNull().RedirectUrl.ShouldNotBeNull().ShouldContain("/paypal/checkoutnow?token=");
        (await order.InquireAsync(required)).Result.ShouldBe(required.Result);

        await OrderAtPayPal.DecideAsync(required, "approve");
        (await order.TotalsAsync()).ShouldBe(Nothing);
        var authorized = await order.ConfirmAsync(required);
        (authorized.Status, authorized.Amount).ShouldBe((PaymentStatus.Authorized, order.Amount));
        (await order.ConfirmAsync(required)).ShouldBe(authorized);
        (await order.TotalsAsync()).ShouldBe(Held);

        var captured = await order.CaptureAsync(authorized);
        (captured.Status, captured.Amount).ShouldBe((PaymentStatus.Captured, order.Amount));
        (await order.CaptureAsync(authorized)).ShouldBe(captured);
        (await order.InquireAsync(authorized)).ShouldBe(captured);
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
        string[] expected = [$"{order.TrackingNumber}:order:1", $"{order.TrackingNumber}:authorize:1", $"{order.TrackingNumber}:capture:1"];
        order.Setting.Wire.Calls.Select(call => call.RequestId).OfType<string>().ShouldBe(expected);
    }

    [Fact]
    public async Task A_buyer_who_cancels_declines_the_payment_and_a_later_approval_holds_nothing()
    {
        var required = await order.CreateAsync();
        (await OrderAtPayPal.DecideAsync(required, "reject")).ShouldContain($"redirectResult={Cancelled}");

        var declined = await order.ConfirmAsync(required, Cancelled);
        (declined.Status, declined.Result.ReasonCode).ShouldBe((PaymentStatus.Declined, ReasonCodes.ShopperCancelled));

        await OrderAtPayPal.DecideAsync(required, "approve");
        (await order.InquireAsync(required)).Result.ReasonCode.ShouldBe(ReasonCodes.ShopperCancelled);
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task Who_has_approved_after_all_has_approved()
    {
        var required = await order.ApprovedAsync();
        (await order.ConfirmAsync(required, Cancelled)).Status.ShouldBe(PaymentStatus.Authorized);
        (await order.ConfirmAsync(required, Cancelled)).Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Theory]
    [InlineData("declined@example.com", ReasonCodes.CardDeclined, "TRANSACTION_REFUSED")]
    [InlineData("restricted@example.com", ReasonCodes.InvalidAccount, "PAYER_CANNOT_PAY")]
    [InlineData("denied@example.com", ReasonCodes.CardDeclined, "DENIED")]
    public async Task A_buyer_who_cannot_pay_is_a_decline_with_its_reason(string buyer, string reasonCode, string code)
    {
        var declined = await order.ConfirmAsync(await order.ApprovedAsync(buyer));
        (declined.Status, declined.Result.ReasonCode, declined.Code).ShouldBe((PaymentStatus.Declined, reasonCode, code));
        (await order.TotalsAsync()).ShouldBe(Nothing);
        (await order.ReverseAsync(declined)).ShouldBe(
            new ProviderReversal(Confirmed: true, ReversalKinds.Nothing, declined.Result.PspReference));
    }

    [Fact]
    public async Task A_pending_capture_is_captured_when_the_bank_has_paid()
    {
        var authorized = await order.AuthorizedAsync("echeck@example.com");
        (await order.CaptureAsync(authorized)).Status.ShouldBe(PaymentStatus.Pending);
        var captured = await OrderAtPayPal.UntilAsync(
            () => order.CaptureAsync(authorized), answer => answer.Status is not PaymentStatus.Pending);
        captured.Status.ShouldBe(PaymentStatus.Captured);
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
    }

    [Theory]
    [InlineData("bounced@example.com")]
    [InlineData("nocapture@example.com")]
    public async Task A_capture_that_fails_leaves_the_amount_held_and_is_not_tried_again(string buyer)
    {
        var authorized = await order.AuthorizedAsync(buyer);
        var failed = await OrderAtPayPal.UntilAsync(
            () => order.CaptureAsync(authorized), answer => answer.Status is not PaymentStatus.Pending);
        (failed.Status, failed.Result.ReasonCode).ShouldBe((PaymentStatus.Declined, ReasonCodes.CaptureFailed));
        (await order.TotalsAsync()).ShouldBe(Held);
        order.Setting.Wire.Calls.Count(call => call.RequestId?.Contains(":capture:", StringComparison.Ordinal) == true).ShouldBe(1);
        (await order.ReverseAsync(authorized)).ShouldBe(new ProviderReversal(true, ReversalKinds.Voided, authorized.Result.PspReference));
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_lost_order_is_found_by_making_it_again_under_its_request_id()
    {
        order.Setting.Wire.Loses = "/v2/checkout/orders";
        (await order.CreateAsync()).Status.ShouldBe(PaymentStatus.Unknown);
        var unknown = await order.InquireAsync(ProviderAnswer.Unknown(ReasonCodes.PspTimeout));
        (unknown.Status, unknown.Result.ReasonCode).ShouldBe((PaymentStatus.Unknown, PaymentResult.AskByRepeating));
        order.Setting.Wire.Loses = null;

        var found = await order.CreateAsync();

        found.Status.ShouldBe(PaymentStatus.ActionRequired);
        (await order.TotalsAsync()).ShouldBe(Nothing);
        (await order.CreateAsync()).ShouldBe(found);
    }

    [Fact]
    public async Task A_lost_authorisation_is_found_by_inquiry_and_held_once()
    {
        var approved = await order.ApprovedAsync();
        order.Setting.Wire.Loses = "/authorize";
        (await order.ConfirmAsync(approved)).Status.ShouldBe(PaymentStatus.Unknown);
        order.Setting.Wire.Loses = null;
        (await order.InquireAsync(approved)).Status.ShouldBe(PaymentStatus.Authorized);
        (await order.TotalsAsync()).ShouldBe(Held);
    }

    [Fact]
    public async Task A_lost_capture_is_found_and_charged_once()
    {
        var authorized = await order.AuthorizedAsync();
        order.Setting.Wire.Loses = "/capture";
        (await order.CaptureAsync(authorized)).Status.ShouldBe(PaymentStatus.Unknown);
        order.Setting.Wire.Loses = null;
        (await order.CaptureAsync(authorized)).Status.ShouldBe(PaymentStatus.Captured);
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task Two_who_ask_at_the_same_time_authorise_once()
    {
        var approved = await order.ApprovedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => order.InquireAsync(approved)));
        answers.ShouldAllBe(answer => answer.Status == PaymentStatus.Authorized);
        (await order.TotalsAsync()).ShouldBe(Held);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, """{"name":"RATE_LIMIT_REACHED"}""")]
    [InlineData(HttpStatusCode.InternalServerError, """{"name":"INTERNAL_SERVER_ERROR"}""")]
    [InlineData(HttpStatusCode.Conflict, """{"name":"RESOURCE_CONFLICT","details":[{"issue":"PREVIOUS_REQUEST_IN_PROGRESS"}]}""")]
    [InlineData(HttpStatusCode.BadRequest, """{"errorCode":"ERR_DIRECT_INVOKE","message":"no route"}""")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    public async Task What_decides_nothing_is_unknown_at_every_step(HttpStatusCode status, string body)
    {
        order.Setting.Wire.Refuses = ("/v2/checkout/orders", status, body);
        (await order.CreateAsync()).Status.ShouldBe(PaymentStatus.Unknown);
        order.Setting.Wire.Refuses = null;
        var approved = await order.ApprovedAsync();

        order.Setting.Wire.Refuses = ("/authorize", status, body);
        (await order.ConfirmAsync(approved)).Status.ShouldBe(PaymentStatus.Unknown);
        order.Setting.Wire.Refuses = ("/v2/checkout/orders", status, body);
        (await order.InquireAsync(approved)).Status.ShouldBe(PaymentStatus.Unknown);
        (await order.CaptureAsync(approved)).Status.ShouldBe(PaymentStatus.Unknown);
        (await order.ReverseAsync(approved)).Confirmed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_capture_without_an_answer_that_decides_is_unknown_and_refused_only_by_paypals_own_word()
    {
        var authorized = await order.AuthorizedAsync();
        order.Setting.Wire.Refuses = ("/capture", HttpStatusCode.ServiceUnavailable, "{}");
        (await order.CaptureAsync(authorized)).Status.ShouldBe(PaymentStatus.Unknown);
        const string Refusal = """{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"TRANSACTION_REFUSED"}]}""";
        order.Setting.Wire.Refuses = ("/capture", HttpStatusCode.UnprocessableEntity, Refusal);
        var refused = await order.CaptureAsync(authorized);
        (refused.Status, refused.Result.ReasonCode, refused.Code).ShouldBe(
            (PaymentStatus.Declined, ReasonCodes.CaptureFailed, "TRANSACTION_REFUSED"));
    }

    [Fact]
    public async Task Money_under_our_number_that_is_not_this_orders_is_never_called_a_decline()
    {
        var first = await order.ApprovedAsync();
        var second = await order.ApprovedAsync(attempt: 2);
        (await order.InquireAsync(first)).Status.ShouldBe(PaymentStatus.Authorized);
        (await order.InquireAsync(second)).Status.ShouldBe(PaymentStatus.Unknown);
        (await order.CreateAsync(attempt: 3)).Status.ShouldBe(PaymentStatus.Unknown);
        (await order.TotalsAsync()).ShouldBe(Held);
    }

    [Fact]
    public async Task Wrong_credentials_take_nothing_and_are_no_decline_of_the_buyer()
    {
        order.Setting.Dapr.Secrets["paypal-client-secret"] = "wrong";
        var refused = await order.CreateAsync();
        (refused.Status, refused.Result.ReasonCode).ShouldBe((PaymentStatus.Declined, ReasonCodes.ProviderError));
    }

    [Fact]
    public async Task An_order_that_paypal_has_forgotten_was_never_authorised_and_never_will_be()
    {
        const string Gone = """{"name":"RESOURCE_NOT_FOUND","details":[{"issue":"INVALID_RESOURCE_ID"}]}""";
        var expired = await order.CreateAsync();
        order.Setting.Wire.Refuses = ("/v2/checkout/orders", HttpStatusCode.NotFound, Gone);
        (await order.InquireAsync(expired)).Result.ReasonCode.ShouldBe(ReasonCodes.NotAuthorized);
        (await order.ReverseAsync(expired)).Confirmed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("JPY", 1000)]
    [InlineData("HUF", 100000)]
    [InlineData("USD", 5)]
    public async Task Amounts_come_back_as_they_went(string currency, long minorUnits)
    {
        var other = new OrderAtPayPal(paypal) { Amount = new Money(minorUnits, currency) };
        (await other.AuthorizedAsync()).Amount.ShouldBe(other.Amount);
    }

    [Theory]
    [InlineData(PaymentChannel.PayPal, "EUR", true)]
    [InlineData(PaymentChannel.PayPal, "JPY", true)]
    [InlineData(PaymentChannel.PayPal, "BHD", false)]
    [InlineData(PaymentChannel.CreditCard, "EUR", false)]
    [InlineData(PaymentChannel.Bank, "EUR", false)]
    public void It_takes_its_own_channel_in_its_own_currencies(PaymentChannel channel, string currency, bool expected) =>
        order.Setting.Provider.Takes(channel, currency).ShouldBe(expected);

    [Fact]
    public async Task An_amount_that_paypal_cannot_take_is_refused()
    {
        var half = new OrderAtPayPal(paypal) { Amount = new Money(50, "HUF") };
        (await half.CreateAsync()).Status.ShouldBe(PaymentStatus.Declined);
    }

    [Fact]
    public async Task A_card_is_not_kept() =>
        (await order.Setting.Provider.KeepAsync(TestCards.Card(), Cancel)).ShouldBe(new ProviderMethod(null, ReasonCodes.NotSupported));
}

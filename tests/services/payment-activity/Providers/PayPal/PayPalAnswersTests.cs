using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers.PayPal;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

public sealed class PayPalAnswersTests
{
    private const string Id = "5O190127TN364715T";
    private const string Page = "https://paypal.example/checkoutnow?token=5O190127TN364715T";

    [Theory]
    [InlineData("INSTRUMENT_DECLINED", ReasonCodes.CardDeclined)]
    [InlineData("TRANSACTION_REFUSED", ReasonCodes.CardDeclined)]
    [InlineData("PAYEE_BLOCKED_TRANSACTION", ReasonCodes.CardDeclined)]
    [InlineData("MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED", ReasonCodes.DoNotHonor)]
    [InlineData("PAYER_CANNOT_PAY", ReasonCodes.InvalidAccount)]
    [InlineData("PAYER_ACCOUNT_RESTRICTED", ReasonCodes.InvalidAccount)]
    [InlineData("PAYER_ACCOUNT_LOCKED_OR_CLOSED", ReasonCodes.InvalidAccount)]
    [InlineData("TRANSACTION_LIMIT_EXCEEDED", ReasonCodes.LimitExceeded)]
    [InlineData("COMPLIANCE_VIOLATION", ReasonCodes.NotSupported)]
    [InlineData("INVALID_CURRENCY_CODE", ReasonCodes.NotSupported)]
    [InlineData("PAYER_ACTION_REQUIRED", ReasonCodes.AuthenticationRequired)]
    [InlineData("ORDER_EXPIRED", ReasonCodes.NotAuthorized)]
    [InlineData("SOMETHING_NEW", ReasonCodes.ProviderError)]
    [InlineData(null, ReasonCodes.ProviderError)]
    public void Each_issue_has_its_reason(string? issue, string reasonCode)
    {
        PayPalAnswers.ReasonOf(new PayPalError("UNPROCESSABLE_ENTITY", Details: [new PayPalIssue(issue)])).ShouldBe(reasonCode);
        Declines.ByReason.ContainsKey(reasonCode).ShouldBeTrue();
    }

    [Theory]
    [InlineData("PAYER_ACTION_REQUIRED", PaymentStatus.ActionRequired)]
    [InlineData("CREATED", PaymentStatus.ActionRequired)]
    [InlineData("SAVED", PaymentStatus.ActionRequired)]
    [InlineData("APPROVED", PaymentStatus.Pending)]
    [InlineData("COMPLETED", PaymentStatus.Pending)]
    [InlineData("VOIDED", PaymentStatus.Declined)]
    [InlineData("SOMETHING_NEW", PaymentStatus.Pending)]
    public void An_order_without_a_payment_stands_where_it_says(string status, PaymentStatus expected) =>
        PayPalAnswers.From(new PayPalOrder(Id, status, Links: [new PayPalLink(Page, "payer-action")]), Id).Status.ShouldBe(expected);

    [Fact]
    public void An_order_that_names_no_page_leaves_the_shopper_nothing_to_do() =>
        PayPalAnswers.From(new PayPalOrder(Id, "PAYER_ACTION_REQUIRED"), Id).Status.ShouldBe(PaymentStatus.Pending);

    [Theory]
    [InlineData("CREATED", PaymentStatus.Authorized)]
    [InlineData("PENDING", PaymentStatus.Pending)]
    [InlineData("DENIED", PaymentStatus.Declined)]
    [InlineData("VOIDED", PaymentStatus.Reversed)]
    [InlineData("CAPTURED", PaymentStatus.Pending)]
    [InlineData("PARTIALLY_CAPTURED", PaymentStatus.Pending)]
    public void An_authorisation_stands_where_it_says(string status, PaymentStatus expected) =>
        PayPalAnswers.From(Order(status), Id).Status.ShouldBe(expected);

    [Theory]
    [InlineData("COMPLETED", PaymentStatus.Captured)]
    [InlineData("PARTIALLY_REFUNDED", PaymentStatus.Captured)]
    [InlineData("PENDING", PaymentStatus.Pending)]
    [InlineData("REFUNDED", PaymentStatus.Reversed)]
    [InlineData("DECLINED", PaymentStatus.Authorized)]
    [InlineData("FAILED", PaymentStatus.Authorized)]
    public void A_capture_says_more_than_its_authorisation(string status, PaymentStatus expected) =>
        PayPalAnswers.From(Order("CREATED", status), Id).Status.ShouldBe(expected);

    [Fact]
    public void Money_that_is_taken_counts_before_money_that_is_not() =>
        PayPalAnswers.From(Order("CAPTURED", "REFUNDED", "PENDING", "COMPLETED"), Id).Status.ShouldBe(PaymentStatus.Captured);

    private static PayPalOrder Order(string authorization, params string[] captures) => new(
        Id,
        "COMPLETED",
        [
            new PayPalPurchaseUnit(Payments: new PayPalPayments(
                [new PayPalPayment("A", authorization)], [.. captures.Select(capture => new PayPalPayment("C", capture))])),
        ]);
}

using System.Net;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Pages;

namespace Checkout.Api.Checkouts.Return;

/// <summary>What a shopper sees after 3-D Secure when the merchant has no page of its own. It needs no script and loads nothing.</summary>
internal static class ReturnPage
{
    public static IResult Unknown() => Page(
        StatusCodes.Status404NotFound,
        "Order not found",
        "We do not know this order. Please go back to the shop and look at your order there.");

    public static IResult OneMoment() => Page(
        StatusCodes.Status503ServiceUnavailable, "One moment, please", "We are confirming your payment. This page reloads by itself.");

    public static IResult NotPayable() => Page(
        StatusCodes.Status200OK, "Nothing to pay", "This order cannot be paid any more. Please go back to the shop.");

    /// <summary>For a frame that nobody sees.</summary>
    public static IResult Noted() => Page(StatusCodes.Status200OK, "Thank you", "The payment goes on. Nothing is to be done here.");

    public static IResult Of(CheckoutProgress progress) => progress.Phase switch
    {
        CheckoutPhase.Done => Page(StatusCodes.Status200OK, "Payment confirmed", "Thank you. Your order is paid; you can close this page."),
        CheckoutPhase.Undoing or CheckoutPhase.Failed or CheckoutPhase.Stuck => Page(
            StatusCodes.Status200OK,
            "Payment not completed",
            "Your order could not be completed. Please go back to the shop to try again."),
        CheckoutPhase.AwaitingShopper => Page(
            StatusCodes.Status200OK,
            "Confirmation still needed",
            "Your bank still waits for your confirmation. Please go back to its page and finish there."),
        _ => Page(
            StatusCodes.Status200OK,
            "Payment is being processed",
            "We are waiting for the word of the payment provider. You can close this page; the shop will tell you the outcome."),
    };

    private static IResult Page(int statusCode, string title, string text) =>
        ShopperPage.Of(statusCode, title, $"<p>{WebUtility.HtmlEncode(text)}</p>");
}

using System.Net;
using System.Text;
using Checkout.Api.Checkouts.Workflow;

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

    private static IResult Page(int statusCode, string title, string text) => Results.Content(
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{WebUtility.HtmlEncode(title)}}</title>
          <style>
            body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 32rem; padding: 0 1.5rem; color: #1b1f24; }
            h1 { font-size: 1.5rem; }
          </style>
        </head>
        <body>
          <main>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>
            <p>{{WebUtility.HtmlEncode(text)}}</p>
          </main>
        </body>
        </html>
        """,
        "text/html",
        Encoding.UTF8,
        statusCode);
}

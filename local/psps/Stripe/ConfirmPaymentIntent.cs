using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary><c>POST /v1/payment_intents/{id}/confirm</c></summary>
internal static class ConfirmPaymentIntent
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "capture_method", "client_secret", "error_on_requires_action", "expand", "mandate_data", "off_session", "payment_method", "payment_method_data",
            "payment_method_options", "payment_method_types", "receipt_email", "return_url", "setup_future_usage", "shipping",
            "use_stripe_sdk",
        ],
        StringComparer.Ordinal);

    private static readonly string[] From =
    [
        PaymentIntentStatus.RequiresPaymentMethod, PaymentIntentStatus.RequiresConfirmation, PaymentIntentStatus.RequiresAction,
    ];

    /// <summary>Tries to pay, with a new method or the one that the payment has.</summary>
    public static StripeAnswer Run(StripeRequest request, LedgerTransaction ledger)
    {
        var form = request.Form;
        form.RefuseUnknown(Known);
        var options = ConfirmationOptions.Read(request);
        var usage = form.Word("setup_future_usage", "on_session", "off_session");
        var capture = form.Word("capture_method", "automatic", "automatic_async", "manual");
        var intent = ledger.GetIntent(request.Id);
        if (!From.Contains(intent.Status, StringComparer.Ordinal))
        {
            throw StripeException.UnexpectedState(
                intent, $"You cannot confirm this PaymentIntent because it has a status of {intent.Status}.");
        }

        var method = PaymentMethods.FromForm(form, intent.Customer, ledger);
        if (method is null && intent.PaymentMethod is { } id)
        {
            method = PaymentMethods.Usable(id, intent.Customer, ledger);
        }

        return method is null
            ? throw StripeException.UnexpectedState(intent, "You cannot confirm this PaymentIntent because it has no payment method.")
            : Confirmation.Confirm(
                ledger,
                intent with { SetupFutureUsage = usage ?? intent.SetupFutureUsage, CaptureMethod = capture ?? intent.CaptureMethod },
                method,
                options);
    }
}

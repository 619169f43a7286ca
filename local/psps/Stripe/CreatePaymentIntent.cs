using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary><c>POST /v1/payment_intents</c></summary>
internal static class CreatePaymentIntent
{
    private const long LargestAmount = 99_999_999;
    private const int CurrencyLength = 3;

    // Everything that Stripe takes here; what has no effect on cards in this simulation is accepted and left out.
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "amount", "currency", "capture_method", "confirm", "confirmation_method", "customer", "description",
            "error_on_requires_action", "expand", "mandate_data", "metadata", "off_session", "payment_method", "payment_method_data",
            "payment_method_options", "payment_method_types", "automatic_payment_methods", "receipt_email", "return_url",
            "setup_future_usage", "shipping", "statement_descriptor", "statement_descriptor_suffix", "use_stripe_sdk",
        ],
        StringComparer.Ordinal);

    private static readonly string[] OnlyWithConfirm = ["return_url", "off_session", "error_on_requires_action", "mandate_data"];

    /// <summary>Makes a payment and, with <c>confirm=true</c>, tries it at once.</summary>
    public static StripeAnswer Run(StripeRequest request, LedgerTransaction ledger)
    {
        var form = request.Form;
        form.RefuseUnknown(Known);
        var confirm = form.Flag("confirm");
        if (!confirm && Array.Find(OnlyWithConfirm, form.Has) is { } misplaced)
        {
            throw StripeException.Parameter("parameter_invalid_empty", misplaced, $"{misplaced} needs confirm=true.");
        }

        var options = ConfirmationOptions.Read(request);
        var intent = New(form, ledger);
        var method = PaymentMethods.FromForm(form, intent.Customer, ledger);
        if (confirm && method is null)
        {
            throw StripeException.Parameter(
                "parameter_missing", "payment_method", "A payment without a payment method cannot be confirmed.");
        }

        ledger.Entries.Append(intent.Id, EntryKind.Created, intent.Amount);
        if (method is not null)
        {
            intent = intent with { PaymentMethod = method.Id, Status = PaymentIntentStatus.RequiresConfirmation };
        }

        ledger.SaveIntent(intent);
        return confirm && method is not null ? Confirmation.Confirm(ledger, intent, method, options) : StripeAnswer.Ok(intent);
    }

    private static PaymentIntent New(StripeForm form, LedgerTransaction ledger)
    {
        form.Required("amount");
        var amount = form.PositiveInteger("amount") ?? 0;
        if (amount > LargestAmount)
        {
            throw StripeException.Parameter("amount_too_large", "amount", $"Amount must be no more than {LargestAmount}.");
        }

        var currency = form.Required("currency").ToLowerInvariant();
        if (currency.Length != CurrencyLength || !currency.All(char.IsAsciiLetterLower))
        {
            throw StripeException.Parameter("parameter_invalid_string", "currency", "currency must be a three-letter ISO 4217 code.");
        }

        var id = StripeId.New("pi");
        var types = form.Words("payment_method_types", PaymentMethodTypes.All);
        return new PaymentIntent
        {
            Id = id,
            Amount = amount,
            CaptureMethod = form.Word("capture_method", "automatic", "automatic_async", "manual") ?? "automatic_async",
            ClientSecret = StripeId.New($"{id}secret"),
            Created = ledger.Time.GetUtcNow().ToUnixTimeSeconds(),
            Currency = currency,
            Customer = Customers.Named(form, ledger),
            Description = form.Text("description"),
            Metadata = form.Metadata(),
            PaymentMethodTypes = types.Count > 0 ? types : PaymentMethodTypes.All,
            SetupFutureUsage = form.Word("setup_future_usage", "on_session", "off_session"),
            Status = PaymentIntentStatus.RequiresPaymentMethod,
        };
    }
}

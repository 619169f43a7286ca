using System.Globalization;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>The forms sent to Stripe. They are built from the request alone, so that a repeated call has the same parameters.</summary>
internal static class StripeForms
{
    /// <summary>Metadata that tells the attempts of one order apart.</summary>
    public const string AttemptKey = "attempt";

    /// <summary>
    /// Creates and confirms in one call. A stored method is charged on-session too, so that the issuer may ask for a challenge: the shopper
    /// is there.
    /// </summary>
    public static Dictionary<string, string> Authorize(ProviderAuthorization authorization)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["amount"] = Number(authorization.Amount.MinorUnits),
            ["currency"] = authorization.Amount.Currency.ToLowerInvariant(),
            ["capture_method"] = "manual",
            ["confirm"] = "true",
            ["payment_method_types[]"] = "card",
            ["return_url"] = authorization.ReturnUrl,
            ["metadata[tracking_number]"] = authorization.TrackingNumber,
            ["metadata[tenant]"] = authorization.TenantId,
            [$"metadata[{AttemptKey}]"] = Number(authorization.Attempt),
        };
        if (authorization.MethodToken is { } token)
        {
            form["payment_method"] = token;
        }
        else if (authorization.Card is { } card)
        {
            AddCard(form, card);
        }

        if (authorization.KeepMethod)
        {
            form["setup_future_usage"] = "off_session";
        }

        return form;
    }

    public static Dictionary<string, string> Keep(CardData card)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["confirm"] = "true",
            ["usage"] = "off_session",
            ["payment_method_types[]"] = "card",
        };
        AddCard(form, card);
        return form;
    }

    public static Dictionary<string, string> Capture(long minorUnits) =>
        new(StringComparer.Ordinal) { ["amount_to_capture"] = Number(minorUnits) };

    public static Dictionary<string, string> Cancel() => new(StringComparer.Ordinal) { ["cancellation_reason"] = "abandoned" };

    public static Dictionary<string, string> Refund(string intentId) => new(StringComparer.Ordinal) { ["payment_intent"] = intentId };

    private static void AddCard(Dictionary<string, string> form, CardData card)
    {
        form["payment_method_data[type]"] = "card";
        form["payment_method_data[billing_details][name]"] = card.HolderName;
        form["payment_method_data[card][number]"] = card.Number.Reveal();
        form["payment_method_data[card][exp_month]"] = Number(card.ExpiryMonth);
        form["payment_method_data[card][exp_year]"] = Number(card.ExpiryYear);
        form["payment_method_data[card][cvc]"] = card.SecurityCode.Reveal();
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>The forms sent to Stripe. They are built from the request alone, so that a repeated call has the same parameters.</summary>
internal static class StripeForms
{
    /// <summary>Metadata that is our own reference.</summary>
    public const string TrackingNumberKey = "tracking_number";

    /// <summary>Metadata that tells the attempts of one order apart.</summary>
    public const string AttemptKey = "attempt";

    private const string MethodData = "payment_method_data";
    private const string OffSession = "off_session";

    /// <summary>
    /// Creates and confirms in one call. A stored method is charged on-session too, so that the issuer may ask for a challenge: the shopper
    /// is there.
    /// </summary>
    /// <param name="authorization">What is to be authorised.</param>
    /// <param name="amount">The same in Stripe's units.</param>
    /// <param name="customer">Whom the card is to be kept for; null when it is not.</param>
    public static Dictionary<string, string> Authorize(ProviderAuthorization authorization, long amount, string? customer)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["amount"] = Number(amount),
            ["currency"] = authorization.Amount.Currency.ToLowerInvariant(),
            ["capture_method"] = StripeChannels.CanHold(authorization.Channel) ? "manual" : "automatic",
            ["confirm"] = "true",
            ["payment_method_types[]"] = StripeChannels.TypeOf(authorization.Channel),
            ["return_url"] = authorization.ReturnUrl,
            [Metadata(TrackingNumberKey)] = authorization.TrackingNumber,
            [Metadata("tenant")] = authorization.TenantId,
            [Metadata(AttemptKey)] = Number(authorization.Attempt),
        };
        AddMethod(form, authorization);
        if (authorization.Authenticate)
        {
            form["payment_method_options[card][request_three_d_secure]"] = "challenge";
        }

        if (customer is not null)
        {
            form["customer"] = customer;
            form["setup_future_usage"] = OffSession;
        }

        return form;
    }

    /// <summary>Checks a card and attaches it to a customer.</summary>
    public static Dictionary<string, string> Keep(CardData card, string customer)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["confirm"] = "true",
            ["usage"] = OffSession,
            ["payment_method_types[]"] = StripeChannels.Card,
            ["customer"] = customer,
        };
        AddCard(form, card);
        return form;
    }

    public static Dictionary<string, string> Capture(long amount) =>
        new(StringComparer.Ordinal) { ["amount_to_capture"] = Number(amount) };

    public static Dictionary<string, string> Cancel() => new(StringComparer.Ordinal) { ["cancellation_reason"] = "abandoned" };

    /// <summary>A refund has no metadata of the payment; it gets our reference, so that its events can be told apart.</summary>
    public static Dictionary<string, string> Refund(string intentId, string trackingNumber) =>
        new(StringComparer.Ordinal) { ["payment_intent"] = intentId, [Metadata(TrackingNumberKey)] = trackingNumber };

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Metadata(string key) => $"metadata[{key}]";

    private static void AddMethod(Dictionary<string, string> form, ProviderAuthorization authorization)
    {
        if (authorization.MethodToken is { } text)
        {
            var token = StripeToken.Parse(text);
            form["payment_method"] = token.PaymentMethod;
            if (token.Customer is { } customer)
            {
                form["customer"] = customer;
            }
        }
        else if (authorization.Card is { } card)
        {
            AddCard(form, card);
        }
        else if (authorization.GrantedToken is { } granted)
        {
            form[$"{MethodData}[shared_payment_granted_token]"] = granted;
        }
        else
        {
            form[$"{MethodData}[type]"] = StripeChannels.TypeOf(authorization.Channel);
            AddPayer(form, authorization.Payer ?? new PayerData());
            if (authorization.Channel is PaymentChannel.SEPA)
            {
                // The shop has shown the mandate and holds the payer's consent; Stripe gets neither address nor browser of the payer.
                form["mandate_data[customer_acceptance][type]"] = "offline";
            }
        }
    }

    private static void AddCard(Dictionary<string, string> form, CardData card)
    {
        form[$"{MethodData}[type]"] = StripeChannels.Card;
        form[$"{MethodData}[billing_details][name]"] = card.HolderName;
        form[$"{MethodData}[card][number]"] = card.Number.Reveal();
        form[$"{MethodData}[card][exp_month]"] = Number(card.ExpiryMonth);
        form[$"{MethodData}[card][exp_year]"] = Number(card.ExpiryYear);
        form[$"{MethodData}[card][cvc]"] = card.SecurityCode.Reveal();
    }

    private static void AddPayer(Dictionary<string, string> form, PayerData payer)
    {
        AddIfSet(form, $"{MethodData}[billing_details][name]", payer.Name);
        AddIfSet(form, $"{MethodData}[billing_details][email]", payer.Email);
        AddIfSet(form, $"{MethodData}[billing_details][address][country]", payer.CountryCode);
        AddIfSet(form, $"{MethodData}[{StripeChannels.SepaDebit}][iban]", payer.Iban.Reveal());
    }

    private static void AddIfSet(Dictionary<string, string> form, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            form[name] = value;
        }
    }
}

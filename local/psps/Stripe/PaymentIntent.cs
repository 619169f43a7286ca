using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's PaymentIntent, as it is answered and as it is kept.</summary>
internal sealed record PaymentIntent
{
    /// <summary><c>pi_…</c></summary>
    public required string Id { get; init; }

    /// <summary>Kind of object.</summary>
    public string Object { get; } = "payment_intent";

    /// <summary>Requested, minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>Held and not yet taken, minor units.</summary>
    public long AmountCapturable { get; init; }

    /// <summary>Taken, minor units.</summary>
    public long AmountReceived { get; init; }

    /// <summary>When it was cancelled, Unix seconds.</summary>
    public long? CanceledAt { get; init; }

    /// <summary>Why it was cancelled, in the merchant's words.</summary>
    public string? CancellationReason { get; init; }

    /// <summary><c>manual</c>, <c>automatic</c> or <c>automatic_async</c>.</summary>
    public required string CaptureMethod { get; init; }

    /// <summary>Lets a browser read this one payment at Stripe; nothing here accepts it.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>The merchant's customer at Stripe.</summary>
    public string? Customer { get; init; }

    /// <summary>The merchant's text.</summary>
    public string? Description { get; init; }

    /// <summary>Why the latest attempt failed.</summary>
    public StripeError? LastPaymentError { get; init; }

    /// <summary><c>ch_…</c> of the latest attempt that reached the issuer.</summary>
    public string? LatestCharge { get; init; }

    /// <summary>Always false: no money moves.</summary>
    public bool Livemode { get; }

    /// <summary>The merchant's own names and values.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>What the shopper has to do; set exactly in <c>requires_action</c>.</summary>
    public NextAction? NextAction { get; init; }

    /// <summary>What pays; null again after a decline.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>What it may be paid with, some of <see cref="Stripe.PaymentMethodTypes"/>.</summary>
    public IReadOnlyList<string> PaymentMethodTypes { get; init; } = [Stripe.PaymentMethodTypes.Card];

    /// <summary><c>on_session</c> or <c>off_session</c> when the method is to be kept.</summary>
    public string? SetupFutureUsage { get; init; }

    /// <summary>One of <see cref="PaymentIntentStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the amount is only held until the merchant asks for it.</summary>
    [JsonIgnore]
    public bool IsCapturedManually => string.Equals(CaptureMethod, "manual", StringComparison.Ordinal);
}

/// <summary>Statuses of a payment intent.</summary>
internal static class PaymentIntentStatus
{
    /// <summary>Nothing to pay with, or the last attempt was declined.</summary>
    public const string RequiresPaymentMethod = "requires_payment_method";

    /// <summary>Ready to be tried.</summary>
    public const string RequiresConfirmation = "requires_confirmation";

    /// <summary>The shopper has to pass a challenge.</summary>
    public const string RequiresAction = "requires_action";

    /// <summary>The bank has not said yet whether it pays.</summary>
    public const string Processing = "processing";

    /// <summary>The amount is held.</summary>
    public const string RequiresCapture = "requires_capture";

    /// <summary>The amount is taken.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Ended; nothing is held.</summary>
    public const string Canceled = "canceled";
}

/// <summary>What the shopper has to do.</summary>
/// <param name="Type"><c>redirect_to_url</c>.</param>
/// <param name="RedirectToUrl">Where to send the browser.</param>
internal sealed record NextAction(string Type, RedirectToUrl RedirectToUrl);

/// <summary>A page for the shopper and the way back.</summary>
/// <param name="ReturnUrl">The merchant's page.</param>
/// <param name="Url">The access control server's page.</param>
internal sealed record RedirectToUrl(string ReturnUrl, string Url);

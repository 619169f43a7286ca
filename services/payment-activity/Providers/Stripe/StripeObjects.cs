using System.Text.Json.Serialization;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>The part of a PaymentIntent that matters here (docs.stripe.com/api/payment_intents/object).</summary>
internal sealed record StripePaymentIntent(
    string Id,
    string Status,
    long Amount,
    string? Currency = null,
    long? AmountCapturable = null,
    long? AmountReceived = null,
    string? Customer = null,
    string? PaymentMethod = null,
    StripeNextAction? NextAction = null,
    StripeError? LastPaymentError = null,
    Dictionary<string, string>? Metadata = null,
    StripeCharge? LatestCharge = null)
{
    public const string RequiresPaymentMethod = "requires_payment_method";
    public const string RequiresAction = "requires_action";
    public const string RequiresCapture = "requires_capture";
    public const string Succeeded = "succeeded";
    public const string Canceled = "canceled";
}

/// <summary>The part of a SetupIntent that matters here (docs.stripe.com/api/setup_intents/object).</summary>
internal sealed record StripeSetupIntent(string Id, string Status, string? PaymentMethod = null)
{
    public const string Succeeded = "succeeded";
    public const string RequiresAction = "requires_action";
}

/// <summary>The latest charge of a PaymentIntent; only when it was asked for by <c>expand[]</c> more than its identifier.</summary>
[JsonConverter(typeof(StripeChargeConverter))]
internal sealed record StripeCharge(string Id, bool Refunded = false);

/// <summary>Whom a card is kept for.</summary>
internal sealed record StripeCustomer(string Id);

/// <summary>What the shopper has to do.</summary>
internal sealed record StripeNextAction(string? Type = null, StripeRedirect? RedirectToUrl = null);

/// <summary>A page to send the browser to.</summary>
internal sealed record StripeRedirect(string? Url = null);

/// <summary>A refund; the status is <c>succeeded</c>, <c>pending</c>, <c>requires_action</c>, <c>failed</c> or <c>canceled</c>.</summary>
internal sealed record StripeRefund(string Id, string Status)
{
    public const string Succeeded = "succeeded";
    public const string Pending = "pending";
    public const string Failed = "failed";
    public const string Canceled = "canceled";
}

/// <summary>A page of a list or of a search.</summary>
internal sealed record StripeList<T>(List<T> Data);

/// <summary>Body of every refusal: Stripe's, or the sidecar's when the call did not come back from Stripe.</summary>
/// <param name="Error">Why Stripe refused.</param>
/// <param name="SidecarCode">Dapr's error code, e.g. <c>ERR_DIRECT_INVOKE</c>.</param>
internal sealed record StripeErrorBody(
    StripeError? Error = null, [property: JsonPropertyName("errorCode")] string? SidecarCode = null);

/// <summary>
/// Why a call or a payment failed (docs.stripe.com/api/errors). Its message is not read: it may say more than a merchant may know.
/// </summary>
internal sealed record StripeError(
    string? Type = null, string? Code = null, string? DeclineCode = null, StripeErrorIntent? PaymentIntent = null)
{
    public const string CardError = "card_error";
    public const string IdempotencyError = "idempotency_error";
    public const string AlreadyRefunded = "charge_already_refunded";
    public const string ResourceMissing = "resource_missing";
}

/// <summary>The PaymentIntent that a refused call has left behind.</summary>
internal sealed record StripeErrorIntent(string? Id = null);

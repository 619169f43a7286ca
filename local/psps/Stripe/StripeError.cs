using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's error object; also what a payment intent keeps as <c>last_payment_error</c>.</summary>
internal sealed record StripeError
{
    /// <summary><c>card_error</c>, <c>invalid_request_error</c>, <c>idempotency_error</c> or <c>api_error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>For people.</summary>
    public required string Message { get; init; }

    /// <summary>For programs, e.g. <c>card_declined</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>The issuer's reason, e.g. <c>insufficient_funds</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclineCode { get; init; }

    /// <summary>Parameter at fault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Param { get; init; }

    /// <summary>The failed charge.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Charge { get; init; }

    /// <summary>The payment that the error is about, as it stands after the error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentIntent? PaymentIntent { get; init; }

    /// <summary>The payment method that failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentMethodObject? PaymentMethod { get; init; }
}

/// <summary>Body of every error answer.</summary>
/// <param name="Error">The error.</param>
internal sealed record StripeErrorBody(StripeError Error);

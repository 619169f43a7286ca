namespace Checkout.Local.Psps.Stripe;

/// <summary>
/// A request refused. It is thrown before anything is written for the request; a decline, which is written, is an answer instead.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="error">What is answered.</param>
internal sealed class StripeException(int status, StripeError error) : Exception(error.Message)
{
    private const string InvalidRequest = "invalid_request_error";

    /// <summary>
    /// Whether the refusal is kept under the idempotency key. Stripe keeps what an endpoint answered once it began to execute: not a
    /// missing key, a wrong parameter, or a conflict over the key itself.
    /// </summary>
    public bool IsKept { get; private init; }

    /// <summary>The answer.</summary>
    /// <returns>Status and body.</returns>
    public StripeAnswer ToAnswer() => new(status, StripeJson.Write(new StripeErrorBody(error)));

    /// <summary>A parameter is missing, unknown or wrong: 400.</summary>
    public static StripeException Parameter(string code, string param, string message) =>
        new(StatusCodes.Status400BadRequest, new StripeError { Type = InvalidRequest, Code = code, Param = param, Message = message });

    /// <summary>The request as a whole cannot be served: 400 without a code.</summary>
    public static StripeException BadRequest(string message) =>
        new(StatusCodes.Status400BadRequest, new StripeError { Type = InvalidRequest, Message = message });

    /// <summary>No key or a wrong one: 401.</summary>
    public static StripeException Unauthorized(string message) =>
        new(StatusCodes.Status401Unauthorized, new StripeError { Type = InvalidRequest, Message = message });

    /// <summary>No such URL: 404.</summary>
    public static StripeException UnknownUrl(string method, string path) => new(
        StatusCodes.Status404NotFound,
        new StripeError { Type = InvalidRequest, Message = $"Unrecognized request URL ({method}: {path})." });

    /// <summary>No such object: 404 <c>resource_missing</c>.</summary>
    public static StripeException Missing(string kind, string param, string id) => new(
        StatusCodes.Status404NotFound,
        new StripeError { Type = InvalidRequest, Code = "resource_missing", Param = param, Message = $"No such {kind}: '{id}'" })
    {
        IsKept = true,
    };

    /// <summary>The payment is not in a state for this: 400 <c>payment_intent_unexpected_state</c>.</summary>
    public static StripeException UnexpectedState(PaymentIntent intent, string message) =>
        Refused("payment_intent_unexpected_state", param: null, message, intent);

    /// <summary>The request is well formed but the payment does not allow it: 400.</summary>
    public static StripeException Refused(string code, string? param, string message, PaymentIntent? intent = null) => new(
        StatusCodes.Status400BadRequest,
        new StripeError { Type = InvalidRequest, Code = code, Param = param, Message = message, PaymentIntent = intent })
    {
        IsKept = true,
    };

    /// <summary>The card data cannot be of a card: 402 <c>card_error</c>, and no payment is made.</summary>
    public static StripeException InvalidCard(string code, string param, string message) => new(
        StatusCodes.Status402PaymentRequired,
        new StripeError { Type = "card_error", Code = code, Param = param, Message = message })
    {
        IsKept = true,
    };

    /// <summary>The idempotency key belongs to another request: 400 <c>idempotency_error</c>.</summary>
    public static StripeException KeyReused(string key) => new(
        StatusCodes.Status400BadRequest,
        new StripeError
        {
            Type = "idempotency_error",
            Message = $"Keys for idempotent requests can only be used with the parameters they were first used with. Key: '{key}'.",
        });

    /// <summary>A request with the same key is still being worked on: 409 <c>idempotency_key_in_use</c>.</summary>
    public static StripeException KeyInUse(string key) => new(
        StatusCodes.Status409Conflict,
        new StripeError
        {
            Type = "idempotency_error",
            Code = "idempotency_key_in_use",
            Message = $"Another request with the idempotency key '{key}' is in progress.",
        });
}

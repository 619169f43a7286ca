using System.Text.Json;
using Checkout.Local.Psps.Adyen;
using Checkout.Local.Psps.Stripe;

namespace Checkout.Local.Psps.Faults;

/// <summary>A failing PSP's answers, each in the PSP's own shape.</summary>
internal static class FaultAnswers
{
    /// <summary>The PSP failed: 500.</summary>
    public static Task WriteErrorAsync(HttpContext context, string provider) => WriteAsync(
        context,
        StatusCodes.Status500InternalServerError,
        provider switch
        {
            PaymentIntentStore.Provider => StripeError("api_error", code: null, "An error occurred on our end."),
            AdyenPaymentStore.Provider =>
                AdyenError(StatusCodes.Status500InternalServerError, "905", "The request could not be processed.", "internal"),
            _ => PayPalError("INTERNAL_SERVER_ERROR", "An internal server error has occurred."),
        });

    /// <summary>The PSP wants fewer requests: 429.</summary>
    public static Task WriteTooManyRequestsAsync(HttpContext context, string provider, int retryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString();
        return WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            provider switch
            {
                PaymentIntentStore.Provider => StripeError("invalid_request_error", "rate_limit", "Too many requests in too short a time."),
                AdyenPaymentStore.Provider =>
                    AdyenError(StatusCodes.Status429TooManyRequests, "000", "HTTP Status Response - Too Many Requests", "validation"),
                _ => PayPalError("RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."),
            });
    }

    private static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body), context.RequestAborted);
    }

    private static object StripeError(string type, string? code, string message) => new { error = new { type, code, message } };

    private static object AdyenError(int status, string errorCode, string message, string errorType) =>
        new { status, errorCode, message, errorType };

    private static object PayPalError(string name, string message) => new { name, message, debug_id = "f0f0f0f0f0f0f" };
}

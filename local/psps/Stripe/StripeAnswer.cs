namespace Checkout.Local.Psps.Stripe;

/// <summary>An answer of the API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON text.</param>
/// <param name="IsHeldBack">Whether the caller is kept waiting although everything is decided and durable.</param>
/// <param name="OriginalRequest">Identifier of the request whose kept answer this is; null for a first answer.</param>
internal sealed record StripeAnswer(int Status, string Body, bool IsHeldBack = false, string? OriginalRequest = null)
{
    /// <summary>The PSP itself failed: 500 <c>api_error</c>.</summary>
    public static StripeAnswer Fault { get; } = new(
        StatusCodes.Status500InternalServerError,
        StripeJson.Write(new StripeErrorBody(new StripeError { Type = "api_error", Message = "The ledger could not be written." })));

    /// <summary>A success.</summary>
    /// <param name="value">Object to show.</param>
    /// <returns>200 with the object.</returns>
    public static StripeAnswer Ok<T>(T value) => new(StatusCodes.Status200OK, StripeJson.Write(value));
}

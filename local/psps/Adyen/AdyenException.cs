namespace Checkout.Local.Psps.Adyen;

/// <summary>Body of every error answer, schema <c>ServiceError</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ErrorCode">For programs, e.g. <c>702</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="ErrorType"><c>validation</c>, <c>security</c> or <c>internal</c>.</param>
/// <param name="PspReference">The request that failed.</param>
internal sealed record ServiceError(int Status, string ErrorCode, string Message, string ErrorType, string PspReference);

/// <summary>A request refused, before anything is written for it; a payment refused by its issuer is an answer instead.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="errorCode">Adyen's code.</param>
/// <param name="errorType">Adyen's category.</param>
/// <param name="message">For people.</param>
internal sealed class AdyenException(int status, string errorCode, string errorType, string message) : Exception(message)
{
    private const string Validation = "validation";
    private const string Security = "security";
    private const string AlreadyProcessed = "704";
    private const string AlreadyProcessedText = "request already processed or in progress";

    /// <summary>The answer.</summary>
    /// <returns>Status and body.</returns>
    public AdyenAnswer ToAnswer() =>
        AdyenAnswer.Of(status, new ServiceError(status, errorCode, Message, errorType, AdyenId.New())) with { IsTransient = IsTransient };

    /// <summary>Whether the same call may go better later: header <c>transient-error</c>.</summary>
    public bool IsTransient { get; private init; }

    /// <summary>The body is not what the schema asks for: 400.</summary>
    public static AdyenException Unexpected(string message) => new(StatusCodes.Status400BadRequest, "702", Validation, message);

    /// <summary>A field is missing or its value cannot be used: 422.</summary>
    public static AdyenException Invalid(string errorCode, string message) =>
        new(StatusCodes.Status422UnprocessableEntity, errorCode, Validation, message);

    /// <summary>There is no such payment: 422.</summary>
    public static AdyenException NoSuchPayment() => Invalid("167", "Original pspReference required for this operation");

    /// <summary>A request with the idempotency key is still at work: 422.</summary>
    public static AdyenException KeyInUse() =>
        new(StatusCodes.Status422UnprocessableEntity, AlreadyProcessed, Validation, AlreadyProcessedText) { IsTransient = true };

    /// <summary>The idempotency key belongs to another request: 422.</summary>
    public static AdyenException KeyReused() => Invalid(AlreadyProcessed, AlreadyProcessedText);

    /// <summary>No API key or a wrong one: 401.</summary>
    public static AdyenException Unauthorized() =>
        new(StatusCodes.Status401Unauthorized, "000", Security, "HTTP Status Response - Unauthorized");

    /// <summary>Another merchant account: 403.</summary>
    public static AdyenException WrongAccount() => new(StatusCodes.Status403Forbidden, "901", Security, "Invalid Merchant Account");

    /// <summary>No such address: 404.</summary>
    public static AdyenException UnknownUrl() => new(StatusCodes.Status404NotFound, "000", Validation, "HTTP Status Response - Not Found");

    /// <summary>The ledger failed: 500.</summary>
    public static AdyenException Fault() =>
        new(StatusCodes.Status500InternalServerError, "905", "internal", "The ledger could not be written.");
}

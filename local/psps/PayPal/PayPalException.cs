namespace Checkout.Local.Psps.PayPal;

/// <summary>Body of every error answer.</summary>
/// <param name="Name">PayPal's category.</param>
/// <param name="DebugId">The request that failed.</param>
/// <param name="Details">What is wrong.</param>
/// <param name="Links">What the shopper can do.</param>
internal sealed record PayPalError(
    string Name, string DebugId, IReadOnlyList<PayPalIssue>? Details = null, IReadOnlyList<PayPalLink>? Links = null);

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Issue">PayPal's code.</param>
/// <param name="Field">JSON pointer into the request.</param>
/// <param name="Location">Where the field is.</param>
internal sealed record PayPalIssue(string Issue, string? Field = null, string? Location = null);

/// <summary>A request refused; nothing of it is kept but what it says itself.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="name">PayPal's category.</param>
/// <param name="issue">PayPal's code; null when the category says all.</param>
/// <param name="field">JSON pointer into the request.</param>
internal sealed class PayPalException(int status, string name, string? issue = null, string? field = null) : Exception(issue ?? name)
{
    /// <summary>The answer.</summary>
    /// <returns>Status and body.</returns>
    public PayPalAnswer ToAnswer() => PayPalAnswer.Of(
        status,
        new PayPalError(
            name, PayPalId.New(), issue is null ? null : [new PayPalIssue(issue, field, field is null ? null : "body")]));

    /// <summary>The body is not what the schema asks for: 400.</summary>
    public static PayPalException BadRequest(string issue, string? field) =>
        new(StatusCodes.Status400BadRequest, "INVALID_REQUEST", issue, field);

    /// <summary>A field that must be there is not: 400.</summary>
    public static PayPalException Missing(string field) => BadRequest("MISSING_REQUIRED_PARAMETER", field);

    /// <summary>No access token, or one that is not good any more: 401.</summary>
    public static PayPalException Unauthorized() => new(StatusCodes.Status401Unauthorized, "AUTHENTICATION_FAILURE");

    /// <summary>There is no such resource: 404.</summary>
    public static PayPalException NotFound() => new(StatusCodes.Status404NotFound, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");

    /// <summary>The request is understood and cannot be done: 422.</summary>
    public static PayPalException Unprocessable(string issue, string? field = null) =>
        new(StatusCodes.Status422UnprocessableEntity, "UNPROCESSABLE_ENTITY", issue, field);

    /// <summary>The ledger failed: 500.</summary>
    public static PayPalException Fault() => new(StatusCodes.Status500InternalServerError, "INTERNAL_SERVER_ERROR");
}

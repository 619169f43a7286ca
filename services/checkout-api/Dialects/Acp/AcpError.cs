namespace Checkout.Api.Dialects.Acp;

/// <summary>ACP's flat error.</summary>
/// <param name="Type"><c>invalid_request</c>, <c>request_not_idempotent</c>, <c>processing_error</c> or <c>service_unavailable</c>.</param>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Param">What is wrong, RFC 9535 JSONPath.</param>
/// <param name="SupportedVersions">Set when the wanted version of the protocol is not one of them.</param>
internal sealed record AcpError(
    string Type, string Code, string Message, string? Param = null, IReadOnlyList<string>? SupportedVersions = null)
{
    /// <summary>The caller's mistake.</summary>
    public static AcpError Invalid(string code, string message, string? param = null) => new("invalid_request", code, message, param);

    /// <summary>The answer, 400 unless said otherwise.</summary>
    public IResult ToResult(int statusCode = StatusCodes.Status400BadRequest) =>
        Results.Json(this, AcpJson.Options, statusCode: statusCode);
}

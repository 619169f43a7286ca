using Dapr;
using Grpc.Core;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>A request that failed as a request; what becomes of a checkout is told by messages and 200 instead.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Content">For people.</param>
internal sealed record UcpProblem(string Code, string Content)
{
    public static IResult Of(int statusCode, string code, string content) =>
        Results.Json(new UcpProblem(code, content), UcpProtocol.Json, statusCode: statusCode);

    public static IResult Invalid(string content) => Of(StatusCodes.Status400BadRequest, "invalid_request", content);

    public static IResult Conflict(string code, string content) => Of(StatusCodes.Status409Conflict, code, content);

    /// <summary>Answers 503 in the protocol's form when Dapr, or something behind it, does not answer.</summary>
    public static async ValueTask<object?> OfFaultsAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        try
        {
            return await next(invocation);
        }
        catch (Exception e) when (e is DaprException or RpcException or HttpRequestException && !context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILogger<UcpProblem>>()
                .LogWarning(e, "A dependency did not answer {Method} {Path}.", context.Request.Method, context.Request.Path);
            context.Response.Headers.RetryAfter = "2";
            return Of(
                StatusCodes.Status503ServiceUnavailable,
                "service_unavailable",
                "A part of the system does not answer right now. Nothing was lost; please try again.");
        }
    }
}

using Dapr;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Checkout.ServiceDefaults;

/// <summary>
/// Answers 503 with <c>Retry-After</c> when Dapr, or something behind it, did not answer: the caller did nothing wrong and may try again.
/// </summary>
internal sealed class DependencyFailure(IProblemDetailsService problems, ILogger<DependencyFailure> log) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (DaprException or RpcException or HttpRequestException or OperationCanceledException))
        {
            return false;
        }

        log.LogWarning(exception, "A dependency did not answer {Method} {Path}.", httpContext.Request.Method, httpContext.Request.Path);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Detail = "A part of the system does not answer right now. Nothing was lost; please try again." },
        });
    }
}

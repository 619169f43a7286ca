using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Tenants;
using Dapr;
using Grpc.Core;

namespace Checkout.Api.Dialects.Acp;

/// <summary>What holds for every exchange of the protocol: headers that come back, callers, and faults in the protocol's own words.</summary>
internal static class AcpExchange
{
    /// <summary>Header with the caller's name for the request.</summary>
    public const string RequestId = "Request-Id";

    private const string RetryAfterSeconds = "2";
    private const int LongestEcho = 255;

    /// <summary>Callers show an API key of the merchant.</summary>
    public static readonly TenantScheme Callers = new(BearerKey.AuthenticateAsync, Refuse);

    /// <summary>Echoes <c>Idempotency-Key</c> and <c>Request-Id</c>, and answers faults.</summary>
    public static TBuilder SpeaksAcp<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            Echo(context, IdempotencyKeyHeader.Name);
            Echo(context, RequestId);
            try
            {
                return await next(invocation);
            }
            catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && e is not BadHttpRequestException)
            {
                return AnswerTo(e, context);
            }
        });

    private static IResult AnswerTo(Exception fault, HttpContext context)
    {
        const string Unavailable = "service_unavailable";
        var log = context.RequestServices.GetRequiredService<ILogger<AcpError>>();
        if (fault is DaprException or RpcException or HttpRequestException or OperationCanceledException)
        {
            log.LogWarning(fault, "A dependency did not answer {Path}.", context.Request.Path);
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return new AcpError(Unavailable, Unavailable, "A part of the system does not answer right now. Nothing was lost.")
                .ToResult(StatusCodes.Status503ServiceUnavailable);
        }

        log.LogError(fault, "{Path} failed.", context.Request.Path);
        return new AcpError("processing_error", "internal_error", "Something went wrong here. Please try again.")
            .ToResult(StatusCodes.Status500InternalServerError);
    }

    private static void Echo(HttpContext context, string name)
    {
        if (context.Request.Headers[name] is [{ Length: > 0 and <= LongestEcho } value] && value.All(c => c is >= ' ' and <= '~'))
        {
            context.Response.Headers[name] = value;
        }
    }

    private static IResult Refuse(HttpContext context, TenantRefusal refusal, string scope)
    {
        switch (refusal)
        {
            case TenantRefusal.Unauthenticated:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"checkout\"";
                return AcpError.Invalid("unauthorized", "Send Authorization: Bearer with an API key of the merchant.")
                    .ToResult(StatusCodes.Status401Unauthorized);
            case TenantRefusal.TooManyRequests:
                return AcpError.Invalid("rate_limited", "The merchant makes too many requests. Please wait as long as Retry-After says.")
                    .ToResult(StatusCodes.Status429TooManyRequests);
            default:
                context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"checkout\", error=\"insufficient_scope\", scope=\"{scope}\"";
                return AcpError.Invalid("forbidden", $"The key does not have the scope '{scope}'.")
                    .ToResult(StatusCodes.Status403Forbidden);
        }
    }
}

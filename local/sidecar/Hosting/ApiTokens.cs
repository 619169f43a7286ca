using System.Security.Cryptography;
using System.Text;
using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Hosting;

/// <summary>Refuses calls without the sidecar's API token.</summary>
internal static class ApiTokens
{
    /// <summary>Header (HTTP) and metadata key (gRPC) of the token, to the sidecar and to the app.</summary>
    public const string Header = "dapr-api-token";

    /// <summary>Checks calls of the HTTP API; health is open to all.</summary>
    public static void UseHttpApiToken(this IApplicationBuilder app, string? token)
    {
        if (token is not null)
        {
            app.Use((context, next) => IsHealth(context.Request) || IsRight(context, token) ? next(context) : RefuseHttpAsync(context));
        }
    }

    /// <summary>Checks calls of the gRPC API.</summary>
    public static void UseGrpcApiToken(this IApplicationBuilder app, string? token)
    {
        if (token is not null)
        {
            app.Use((context, next) => IsRight(context, token) ? next(context) : RefuseGrpc(context));
        }
    }

    private static bool IsHealth(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.Value is "/v1.0/healthz" or "/v1.0/healthz/outbound";

    private static bool IsRight(HttpContext context, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(context.Request.Headers[Header].ToString()), Encoding.UTF8.GetBytes(token));

    private static Task RefuseHttpAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync("invalid api token\n", context.RequestAborted);
    }

    private static Task RefuseGrpc(HttpContext context)
    {
        IReadOnlyList<ErrorDetail> details = context.Request.Headers.ContainsKey(Header)
            ? []
            : [new ErrorDetail.ErrorInfo("Unauthorized", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["http.code"] = "401",
                ["http.error_message"] = "missing api token in request metadata",
            })];
        GrpcStatus.End(context, StatusCode.Unauthenticated, "Unauthorized", details);
        return Task.CompletedTask;
    }
}

using Checkout.Local.Sidecar.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Health;

/// <summary><c>/v1.0/healthz</c> (sidecar and app) and <c>/v1.0/healthz/outbound</c> (sidecar alone).</summary>
internal static class HealthApi
{
    /// <summary>Maps the routes for one app.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, string appId, AppChannel app)
    {
        routes.MapGet("/v1.0/healthz", (RequestDelegate)(context =>
        {
            var asked = context.Request.Query["appid"].ToString();
            if (asked.Length > 0 && !string.Equals(asked, appId, StringComparison.Ordinal))
            {
                return ApiError.WriteAsync(context, 500, "ERR_HEALTH_APPID_NOT_MATCH", "dapr app-id does not match");
            }

            return app.IsReady
                ? NoContent(context)
                : ApiError.WriteAsync(context, 500, "ERR_HEALTH_NOT_READY", "dapr is not ready: [the app does not listen yet]");
        }));
        routes.MapGet("/v1.0/healthz/outbound", (RequestDelegate)NoContent);
    }

    private static Task NoContent(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

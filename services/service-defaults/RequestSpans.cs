using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.ServiceDefaults;

/// <summary>
/// Names the span of a request by method and route and adds route and status, as OpenTelemetry's HTTP conventions want it; ASP.NET Core
/// gives all spans one name. It never records a path as it came, since that holds identifiers.
/// </summary>
internal static class RequestSpans
{
    public static void UseRequestSpans(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var span = Activity.Current;
        if (span is not null && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{context.Request.Method} {route}";
            span.SetTag("http.request.method", context.Request.Method);
            span.SetTag("http.route", route);
        }

        await next(context);
        span?.SetTag("http.response.status_code", context.Response.StatusCode);
    });
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Checkout.Api.Headers;

/// <summary>
/// Header fields of every answer: who asked (<c>X-Correlation-Id</c> as the caller sent it, or the trace's ID; <c>traceparent</c>, W3C Trace
/// Context), and what keeps browsers from doing more with it than showing it.
/// </summary>
internal static partial class ResponseHeaders
{
    private const string CorrelationHeader = "X-Correlation-Id";
    private const string ContentSecurity = "default-src 'none'; frame-ancestors 'none'";

    // Shops may show the bank's challenge, and with it the page that follows, in a frame. There is nothing on it to click.
    private const string ContentSecurityOfPages = "default-src 'none'; style-src 'unsafe-inline'";

    public static void UseResponseHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Set(context.Request.Headers, context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Set(IHeaderDictionary request, IHeaderDictionary response)
    {
        string? correlation = request[CorrelationHeader];
        var trace = Activity.Current;
        if (correlation is not null && Printable().IsMatch(correlation))
        {
            response[CorrelationHeader] = correlation;
        }
        else if (trace is not null)
        {
            response[CorrelationHeader] = trace.TraceId.ToHexString();
        }

        if (trace is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            response.TraceParent = id;
        }

        response.XContentTypeOptions = "nosniff";
        response["Referrer-Policy"] = "no-referrer";
        if (response.ContentSecurityPolicy.Count == 0)
        {
            response.ContentSecurityPolicy = response.ContentType.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
                ? ContentSecurityOfPages
                : ContentSecurity;
        }

        if (response.CacheControl.Count == 0)
        {
            response.CacheControl = "no-store";
        }
    }

    [GeneratedRegex(@"^[\x21-\x7E]{1,128}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Printable();
}

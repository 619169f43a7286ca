using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Hosting;

/// <summary>The W3C trace context of a call. The sidecar gives each call a span of its own and passes the trace on; it records nothing.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="SpanId">16 hex digits.</param>
internal sealed record TraceContext(string TraceId, string SpanId)
{
    /// <summary>Header of the trace and span.</summary>
    public const string ParentHeader = "traceparent";

    /// <summary>Header of vendors' additions.</summary>
    public const string StateHeader = "tracestate";

    /// <summary>Header of the caller's own values.</summary>
    public const string BaggageHeader = "baggage";

    /// <summary>Takes up the caller's trace, or begins one.</summary>
    /// <param name="parent">The caller's <c>traceparent</c>; null or invalid for none.</param>
    public static TraceContext Continue(string? parent)
    {
        var traceId = ActivityContext.TryParse(parent, null, out var caller) ? caller.TraceId : ActivityTraceId.CreateRandom();
        return new TraceContext(traceId.ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
    }

    /// <summary>A new span of the same trace.</summary>
    public TraceContext Child() => this with { SpanId = ActivitySpanId.CreateRandom().ToHexString() };

    /// <summary>The <c>traceparent</c> text; always sampled.</summary>
    public override string ToString() => $"00-{TraceId}-{SpanId}-01";

    /// <summary>The trace context of a call that went through <see cref="UseTraceContext"/>.</summary>
    public static TraceContext Of(HttpContext context) => context.Features.Get<TraceContext>() ?? Continue(null);

    /// <summary>Gives every call its span, and shows it in the answer.</summary>
    public static void UseTraceContext(IApplicationBuilder app) => app.Use((context, next) =>
    {
        var trace = Continue(context.Request.Headers.TraceParent);
        context.Features.Set(trace);
        context.Response.Headers.TraceParent = trace.ToString();
        Echo(context, StateHeader);
        Echo(context, BaggageHeader);
        return next(context);
    });

    private static void Echo(HttpContext context, string header)
    {
        if (context.Request.Headers.TryGetValue(header, out var value))
        {
            context.Response.Headers[header] = value;
        }
    }
}

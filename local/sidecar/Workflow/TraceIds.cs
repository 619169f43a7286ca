using System.Diagnostics;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>W3C trace context as daprd hands it on: the trace of the start request, with a new span at each step.</summary>
internal static class TraceIds
{
    private const int FlagsLength = 2;

    internal static string NewSpan() => ActivitySpanId.CreateRandom().ToHexString();

    /// <summary>Continues the caller's trace, or begins a sampled one.</summary>
    internal static TraceContext Continue(TraceContext? parent)
    {
        if (parent is null || !ActivityContext.TryParse(parent.TraceParent, null, out _))
        {
            return new TraceContext { TraceParent = $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{NewSpan()}-01" };
        }

        return WithSpan(parent, NewSpan());
    }

    /// <summary>The same trace and trace state with another span as the parent.</summary>
    internal static TraceContext WithSpan(TraceContext context, string span)
    {
        var parent = context.TraceParent;
        return new TraceContext
        {
            TraceParent = $"{parent[..^(span.Length + 1 + FlagsLength)]}{span}{parent[^(1 + FlagsLength)..]}",
            TraceState = context.TraceState,
        };
    }
}

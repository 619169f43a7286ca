using System.Diagnostics;
using System.Net.Http.Headers;

namespace Dapr.Common.Channels;

/// <summary>Hands the ambient W3C trace on, as W3C headers and as OpenCensus' binary form, which daprd reads from gRPC metadata.</summary>
internal static class TraceHeaders
{
    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;

    public static void AddTo(HttpRequestHeaders headers)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            return;
        }

        headers.TryAddWithoutValidation("traceparent", id);
        if (!string.IsNullOrWhiteSpace(activity.TraceStateString))
        {
            headers.TryAddWithoutValidation("tracestate", activity.TraceStateString);
        }

        headers.TryAddWithoutValidation("grpc-trace-bin", Binary(activity));
    }

    // 00 (version), 00 + trace ID, 01 + span ID, 02 + flags; base64 without padding, as gRPC writes "-bin" metadata.
    private static string Binary(Activity activity)
    {
        Span<byte> binary = stackalloc byte[1 + 1 + TraceIdBytes + 1 + SpanIdBytes + 2];
        binary.Clear();
        activity.TraceId.CopyTo(binary.Slice(2, TraceIdBytes));
        binary[2 + TraceIdBytes] = 1;
        activity.SpanId.CopyTo(binary.Slice(3 + TraceIdBytes, SpanIdBytes));
        binary[^2] = 2;
        binary[^1] = (byte)activity.ActivityTraceFlags;
        return Convert.ToBase64String(binary).TrimEnd('=');
    }
}

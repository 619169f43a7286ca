using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Checkout.SystemTests.Leaks;

/// <summary>Where telemetry goes: an OTLP endpoint (HTTP, protobuf) that keeps every byte.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly ConcurrentBag<(string Path, byte[] Body)> exports = [];
    private readonly WebApplication app;

    private TelemetrySink()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/{**path}", TakeAsync);
    }

    public string Address => app.Urls.Single();

    /// <summary>What was exported to a path, e.g. <c>/v1/traces</c>.</summary>
    public IReadOnlyList<byte[]> To(string path) =>
        [.. exports.Where(export => string.Equals(export.Path, path, StringComparison.Ordinal)).Select(export => export.Body)];

    public static async Task<TelemetrySink> StartAsync()
    {
        var sink = new TelemetrySink();
        await sink.app.StartAsync(TestContext.Current.CancellationToken);
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var isZipped = context.Request.Headers.ContentEncoding.Contains("gzip", StringComparer.OrdinalIgnoreCase);
        await using var body = isZipped ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, context.RequestAborted);
        exports.Add((context.Request.Path, bytes.ToArray()));
    }
}

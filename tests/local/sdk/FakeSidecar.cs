using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Checkout.Local.Wire.Grpc;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Tests.Sdk;

/// <summary>A gRPC call as it arrived: the message's bytes without frame, and the metadata.</summary>
internal sealed record RecordedCall(string Method, byte[] Message, IReadOnlyDictionary<string, string> Headers)
{
    public string Hex => Convert.ToHexString(Message);
}

/// <summary>A server of HTTP/2 without TLS on a port of its own, which records what it is asked and answers as told.</summary>
internal sealed class FakeSidecar : IAsyncDisposable
{
    private const int FramePrefixBytes = 5;
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<byte[], IMessage>> answers = new(StringComparer.Ordinal);
    private readonly Channel<RecordedCall> calls = Channel.CreateUnbounded<RecordedCall>();

    private FakeSidecar(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, l => l.Protocols = HttpProtocols.Http2));
        app = builder.Build();
        app.MapFallback("{**path}", (RequestDelegate)AnswerAsync);
    }

    /// <summary>Work items for whoever has the stream; completing it ends the stream.</summary>
    public Channel<WorkItem> Work { get; private set; } = Channel.CreateUnbounded<WorkItem>();

    public string Endpoint => app.Urls.First();

    public static async Task<FakeSidecar> StartAsync(int port = 0)
    {
        var sidecar = new FakeSidecar(port);
        await sidecar.app.StartAsync(TestContext.Current.CancellationToken);
        return sidecar;
    }

    public void Answer(string method, IMessage message) => answers[method] = _ => message;

    public void Fail(string method, StatusCode code, string detail = "told to") =>
        answers[method] = _ => throw new RpcException(new Status(code, detail));

    /// <summary>The next call, in the order of arrival.</summary>
    public async Task<RecordedCall> NextAsync(string? method = null)
    {
        while (true)
        {
            var call = await calls.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (method is null || string.Equals(call.Method, method, StringComparison.Ordinal))
            {
                return call;
            }
        }
    }

    /// <summary>Ends the present stream of work items and makes ready for another.</summary>
    public void EndStream()
    {
        var ended = Work;
        Work = Channel.CreateUnbounded<WorkItem>();
        ended.Writer.Complete();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var method = context.Request.Path.Value?.Split('/')[^1] ?? string.Empty;
        var message = body.ToArray()[FramePrefixBytes..];
        context.Response.ContentType = "application/grpc";
        var work = Work;
        calls.Writer.TryWrite(new RecordedCall(
            method, message, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        var status = new Status(StatusCode.OK, string.Empty);
        try
        {
            if (string.Equals(method, "GetWorkItems", StringComparison.Ordinal))
            {
                await StreamAsync(context, work.Reader);
            }
            else
            {
                Write(context, answers.TryGetValue(method, out var answer) ? answer(message) : new Empty());
            }
        }
        catch (RpcException e)
        {
            status = e.Status;
        }

        context.Response.AppendTrailer("grpc-status", ((int)status.StatusCode).ToString());
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(status.Detail));
    }

    private static async Task StreamAsync(HttpContext context, ChannelReader<WorkItem> work)
    {
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        await foreach (var item in work.ReadAllAsync(context.RequestAborted))
        {
            Write(context, item);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    private static void Write(HttpContext context, IMessage message) => GrpcFrame.Write(context.Response.BodyWriter, message);
}

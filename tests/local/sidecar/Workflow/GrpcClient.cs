using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Checkout.Local.Wire.Grpc;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>Raw gRPC over HttpClient, so that tests see just what is on the wire.</summary>
internal sealed class GrpcClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => http.Dispose();

    internal async Task<T> CallAsync<T>(string path, IMessage request, MessageParser<T> parser, TimeSpan? deadline = null)
        where T : class, IMessage<T> => (T)(await ExchangeAsync(path, request, parser, deadline, [])).Value;

    /// <summary>Makes a call and keeps its whole answer, whether it succeeds or fails.</summary>
    internal async Task<GrpcAnswer> ExchangeAsync<T>(
        string path, IMessage request, MessageParser<T> parser, TimeSpan? deadline, IReadOnlyCollection<KeyValuePair<string, string>> metadata)
        where T : class, IMessage<T>
    {
        using var response = await SendAsync(path, request, deadline, CancellationToken.None, metadata);
        await using var body = await response.Content.ReadAsStreamAsync();
        var reader = PipeReader.Create(body);
        var answer = await GrpcFrame.ReadAsync(reader, parser, int.MaxValue);
        await reader.CopyToAsync(Stream.Null); // the status comes after the body
        var headers = response.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new GrpcAnswer(answer, StatusOf(response), headers);
    }

    internal Task<T> TaskHubAsync<T>(string method, IMessage request, MessageParser<T> parser, TimeSpan? deadline = null)
        where T : class, IMessage<T> => CallAsync("/TaskHubSidecarService/" + method, request, parser, deadline);

    /// <summary>Opens the work item stream; items go to <paramref name="received"/> until it ends.</summary>
    internal async Task<Task<Status>> OpenWorkerAsync(Action<WorkItem> received, CancellationToken close)
    {
        var response = await SendAsync("/TaskHubSidecarService/GetWorkItems", new GetWorkItemsRequest(), null, close);
        return ReadAsync();

        async Task<Status> ReadAsync()
        {
            using (response)
            {
                await using var body = await response.Content.ReadAsStreamAsync(close);
                var reader = PipeReader.Create(body);
                while (await GrpcFrame.ReadAsync(reader, WorkItem.Parser, int.MaxValue, close) is { } item)
                {
                    received(item);
                }

                return StatusOf(response);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        string path, IMessage message, TimeSpan? deadline, CancellationToken cancellationToken,
        IReadOnlyCollection<KeyValuePair<string, string>>? metadata = null)
    {
        var frame = new ArrayBufferWriter<byte>();
        GrpcFrame.Write(frame, message);
        using var content = new ByteArrayContent(frame.WrittenSpan.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in metadata ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (deadline is { } timeout)
        {
            request.Headers.Add("grpc-timeout", $"{timeout.TotalMilliseconds:F0}m");
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static Status StatusOf(HttpResponseMessage response)
    {
        var trailers = response.TrailingHeaders.Concat(response.Headers).ToLookup(h => h.Key, h => h.Value.First(), StringComparer.OrdinalIgnoreCase);
        var code = int.Parse(trailers["grpc-status"].FirstOrDefault() ?? "2");
        return new Status((StatusCode)code, Uri.UnescapeDataString(trailers["grpc-message"].FirstOrDefault() ?? string.Empty));
    }
}

/// <summary>What came back from a gRPC call.</summary>
/// <param name="Message">The message; null if the call failed.</param>
/// <param name="Status">Code and text.</param>
/// <param name="Metadata">Headers of the answer.</param>
internal sealed record GrpcAnswer(IMessage? Message, Status Status, IReadOnlyDictionary<string, string> Metadata)
{
    internal IMessage Value => Status.StatusCode is StatusCode.OK && Message is not null ? Message : throw new RpcException(Status);
}

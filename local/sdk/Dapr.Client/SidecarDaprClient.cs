using System.Collections.ObjectModel;
using System.Text.Json;
using Dapr.Common.Channels;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace Dapr.Client;

/// <summary>The client that <see cref="DaprClientBuilder"/> makes: gRPC for the building blocks, HTTP for invocation and health.</summary>
internal sealed partial class SidecarDaprClient(
    SidecarChannel grpc, HttpClient http, Uri httpEndpoint, string apiToken, JsonSerializerOptions jsonOptions) : DaprClient
{
    public override JsonSerializerOptions JsonSerializerOptions => jsonOptions;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            grpc.Dispose();
            http.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<TResponse> CallAsync<TResponse>(
        string operation, GrpcMethod<TResponse> method, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await grpc.CallAsync(method, request, cancellationToken);
        }
        catch (RpcException e)
        {
            throw Failed(operation, e);
        }
    }

    private static DaprException Failed(string operation, RpcException e) =>
        new($"{operation} operation failed: the Dapr endpoint indicated a failure. See InnerException for details.", e);

    private static void Add(MapField<string, string> target, IReadOnlyDictionary<string, string>? metadata)
    {
        foreach (var (key, value) in metadata ?? ReadOnlyDictionary<string, string>.Empty)
        {
            target.Add(key, value);
        }
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    private const string ObsoleteInvocation = "Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.";
    private const string GrpcType = "application/grpc";

    // Whom a request is for, so that its failure can be named.
    private static readonly HttpRequestOptionsKey<(string AppId, string MethodName)> Target = new("dapr-invocation");

    [Obsolete(ObsoleteInvocation)]
    public override async Task<HttpResponseMessage> InvokeMethodWithResponseAsync(
        HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw Failed(request, e, response: null);
        }
    }

    [Obsolete(ObsoleteInvocation)]
    public override async Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using var response = await SucceedAsync(request, cancellationToken);
    }

    [Obsolete(ObsoleteInvocation)]
    public override async Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        var response = await SucceedAsync(request, cancellationToken);
        try
        {
            return (await response.Content.ReadFromJsonAsync<TResponse>(jsonOptions, cancellationToken))!;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException)
        {
            throw Failed(request, e, response);
        }
    }

    [Obsolete(ObsoleteInvocation)]
    public override async Task InvokeMethodGrpcAsync(string appId, string methodName, CancellationToken cancellationToken = default) =>
        await InvokeGrpcAsync(appId, methodName, data: null, cancellationToken);

    [Obsolete(ObsoleteInvocation)]
    public override async Task InvokeMethodGrpcAsync<TRequest>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        await InvokeGrpcAsync(appId, methodName, data, cancellationToken);

    [Obsolete(ObsoleteInvocation)]
    public override async Task<TResponse> InvokeMethodGrpcAsync<TResponse>(
        string appId, string methodName, CancellationToken cancellationToken = default) =>
        (await InvokeGrpcAsync(appId, methodName, data: null, cancellationToken)).Unpack<TResponse>();

    [Obsolete(ObsoleteInvocation)]
    public override async Task<TResponse> InvokeMethodGrpcAsync<TRequest, TResponse>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        (await InvokeGrpcAsync(appId, methodName, data, cancellationToken)).Unpack<TResponse>();

    private static InvocationException Failed(HttpRequestMessage request, Exception cause, HttpResponseMessage? response)
    {
        var (appId, methodName) = request.Options.TryGetValue(Target, out var target) ? target : (string.Empty, string.Empty);
        return new InvocationException(appId, methodName, cause, response);
    }

    [Obsolete(ObsoleteInvocation)]
    private async Task<HttpResponseMessage> SucceedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await InvokeMethodWithResponseAsync(request, cancellationToken);
        try
        {
            return response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            throw Failed(request, e, response);
        }
    }

    private async Task<Any> InvokeGrpcAsync(string appId, string methodName, IMessage? data, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(appId);
        ArgumentException.ThrowIfNullOrEmpty(methodName);
        var message = new InvokeRequest { Method = methodName, ContentType = GrpcType, Data = data is null ? null : Any.Pack(data) };
        try
        {
            var response = await grpc.CallAsync(
                RuntimeMethods.InvokeService, new InvokeServiceRequest { Id = appId, Message = message }, cancellationToken);
            return response.Data ?? new Any();
        }
        catch (RpcException e)
        {
            throw new InvocationException(appId, methodName, e);
        }
    }
}

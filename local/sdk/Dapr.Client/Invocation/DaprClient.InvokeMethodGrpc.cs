using Google.Protobuf;

namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Calls a gRPC method of an app.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="methodName">The method.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task InvokeMethodGrpcAsync(
        string appId, string methodName, CancellationToken cancellationToken = default);

    /// <summary>Calls a gRPC method of an app with a message.</summary>
    /// <typeparam name="TRequest">Type of the message.</typeparam>
    /// <param name="appId">The app.</param>
    /// <param name="methodName">The method.</param>
    /// <param name="data">The message that the method takes.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task InvokeMethodGrpcAsync<TRequest>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default)
        where TRequest : IMessage;

    /// <summary>Calls a gRPC method of an app and reads its answer.</summary>
    /// <typeparam name="TResponse">Type of the answer.</typeparam>
    /// <param name="appId">The app.</param>
    /// <param name="methodName">The method.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task<TResponse> InvokeMethodGrpcAsync<TResponse>(
        string appId, string methodName, CancellationToken cancellationToken = default)
        where TResponse : IMessage, new();

    /// <summary>Calls a gRPC method of an app with a message and reads its answer.</summary>
    /// <typeparam name="TRequest">Type of the message.</typeparam>
    /// <typeparam name="TResponse">Type of the answer.</typeparam>
    /// <param name="appId">The app.</param>
    /// <param name="methodName">The method.</param>
    /// <param name="data">The message that the method takes.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task<TResponse> InvokeMethodGrpcAsync<TRequest, TResponse>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default)
        where TRequest : IMessage
        where TResponse : IMessage, new();
}

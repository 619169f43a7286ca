namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Sends a request and gives back its answer, whatever its status.</summary>
    /// <param name="request">A request from CreateInvokeMethodRequest.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The sidecar cannot be reached.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task<HttpResponseMessage> InvokeMethodWithResponseAsync(
        HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request.</summary>
    /// <param name="request">A request from CreateInvokeMethodRequest.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <typeparam name="TResponse">Type of the answer; read from JSON.</typeparam>
    /// <param name="request">A request from CreateInvokeMethodRequest.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public abstract Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>POSTs to a method of an app.</summary>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task InvokeMethodAsync(
        string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName), cancellationToken);

    /// <summary>Calls a method of an app.</summary>
    /// <param name="httpMethod">HTTP method.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task InvokeMethodAsync(
        HttpMethod httpMethod, string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(httpMethod, appId, methodName), cancellationToken);

    /// <summary>POSTs to a method of an app with a JSON body.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="data">The body; written as JSON.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task InvokeMethodAsync<TRequest>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, [], data), cancellationToken);

    /// <summary>Calls a method of an app with a JSON body.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <param name="httpMethod">HTTP method.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="data">The body; written as JSON.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with a success.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task InvokeMethodAsync<TRequest>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(httpMethod, appId, methodName, [], data), cancellationToken);

    /// <summary>POSTs to a method of an app and reads its answer.</summary>
    /// <typeparam name="TResponse">Type of the answer; read from JSON.</typeparam>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task<TResponse> InvokeMethodAsync<TResponse>(
        string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName), cancellationToken);

    /// <summary>Calls a method of an app and reads its answer.</summary>
    /// <typeparam name="TResponse">Type of the answer; read from JSON.</typeparam>
    /// <param name="httpMethod">HTTP method.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpMethod httpMethod, string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(httpMethod, appId, methodName), cancellationToken);

    /// <summary>POSTs to a method of an app with a JSON body and reads its answer.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <typeparam name="TResponse">Type of the answer; read from JSON.</typeparam>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="data">The body; written as JSON.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, [], data), cancellationToken);

    /// <summary>Calls a method of an app with a JSON body and reads its answer.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <typeparam name="TResponse">Type of the answer; read from JSON.</typeparam>
    /// <param name="httpMethod">HTTP method.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="data">The body; written as JSON.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvocationException">The call failed, or its answer is no success.</exception>
    [Obsolete("Use an HttpClient from CreateInvokeHttpClient, or a gRPC client of the app.")]
    public Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(httpMethod, appId, methodName, [], data), cancellationToken);
}

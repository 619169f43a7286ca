using Dapr.Common.Channels;

namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Makes a client whose requests to <c>http://app-id/path</c> go through the sidecar.</summary>
    /// <param name="appId">App that relative URIs go to.</param>
    /// <param name="daprEndpoint">The sidecar's HTTP endpoint; the configured one when null.</param>
    /// <param name="daprApiToken">Token for the sidecar; the configured one when null.</param>
    /// <returns>A new client.</returns>
    /// <exception cref="ArgumentException"><paramref name="appId"/> cannot be the host of a URI.</exception>
    public static HttpClient CreateInvokeHttpClient(string? appId = null, string? daprEndpoint = null, string? daprApiToken = null)
    {
        var handler = new InvocationHandler { InnerHandler = new HttpClientHandler(), DefaultAppId = appId };
        if (daprEndpoint is not null)
        {
            handler.DaprEndpoint = daprEndpoint;
        }

        if (daprApiToken is not null)
        {
            handler.ApiToken = daprApiToken;
        }

        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        if (appId is not null)
        {
            client.BaseAddress = Uri.TryCreate($"http://{appId}", UriKind.Absolute, out var address)
                ? address
                : throw new ArgumentException("The appId must be a valid hostname.", nameof(appId));
        }

        return client;
    }

    /// <summary>Makes a POST request to an app.</summary>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <returns>A request that any HttpClient can send.</returns>
    public HttpRequestMessage CreateInvokeMethodRequest(string appId, string methodName) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName);

    /// <summary>Makes a POST request with a query to an app.</summary>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="queryStringParameters">Added to the URI, escaped.</param>
    /// <returns>A request that any HttpClient can send.</returns>
    public HttpRequestMessage CreateInvokeMethodRequest(
        string appId, string methodName, IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, queryStringParameters);

    /// <summary>Makes a request to an app.</summary>
    /// <param name="httpMethod">HTTP method; POST unless given.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <returns>A request that any HttpClient can send.</returns>
    public abstract HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName);

    /// <summary>Makes a request with a query to an app.</summary>
    /// <param name="httpMethod">HTTP method; POST unless given.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="queryStringParameters">Added to the URI, escaped.</param>
    /// <returns>A request that any HttpClient can send.</returns>
    public abstract HttpRequestMessage CreateInvokeMethodRequest(
        HttpMethod httpMethod, string appId, string methodName, IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters);

    /// <summary>Makes a POST request with a JSON body to an app.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="data">The body; written as JSON.</param>
    /// <returns>A request that any HttpClient can send.</returns>
    public HttpRequestMessage CreateInvokeMethodRequest<TRequest>(string appId, string methodName, TRequest data) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, [], data);

    /// <summary>Makes a request with a query and a JSON body to an app.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <param name="httpMethod">HTTP method; POST unless given.</param>
    /// <param name="appId">The app, or the name of an HTTPEndpoint resource.</param>
    /// <param name="methodName">Path at the app, without its first slash.</param>
    /// <param name="queryStringParameters">Added to the URI, escaped.</param>
    /// <param name="data">The body; written as JSON.</param>
    /// <returns>A request that any HttpClient can send.</returns>
    public abstract HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters,
        TRequest data);

    /// <summary>Makes a client whose requests to <c>http://app-id/path</c> go through the sidecar.</summary>
    /// <param name="appId">App that relative URIs go to.</param>
    /// <returns>A new client.</returns>
    public abstract HttpClient CreateInvokableHttpClient(string? appId = null);
}

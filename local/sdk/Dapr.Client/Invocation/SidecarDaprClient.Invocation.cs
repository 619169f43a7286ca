using System.Net.Http.Json;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    public override HttpClient CreateInvokableHttpClient(string? appId = null) =>
        CreateInvokeHttpClient(appId, httpEndpoint.AbsoluteUri, apiToken);

    public override HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName) =>
        CreateInvokeMethodRequest(httpMethod, appId, methodName, []);

    public override HttpRequestMessage CreateInvokeMethodRequest(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters)
    {
        ArgumentNullException.ThrowIfNull(httpMethod);
        ArgumentException.ThrowIfNullOrEmpty(appId);
        ArgumentNullException.ThrowIfNull(methodName);
        ArgumentNullException.ThrowIfNull(queryStringParameters);

        // One leading slash is optional; the sidecar wants exactly one between "method" and the path.
        var path = $"/v1.0/invoke/{appId}/method/{methodName.TrimStart('/')}";
        var query = string.Join('&', queryStringParameters.Select(
            p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        if (query.Length > 0)
        {
            path += (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
        }

        var request = new HttpRequestMessage(httpMethod, new Uri(httpEndpoint, path));
        request.Options.Set(Target, (appId, methodName));
        AddApiToken(request);
        return request;
    }

    public override HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters,
        TRequest data)
    {
        var request = CreateInvokeMethodRequest(httpMethod, appId, methodName, queryStringParameters);
        request.Content = JsonContent.Create(data, options: jsonOptions);
        return request;
    }
}

using System.Diagnostics.CodeAnalysis;
using Dapr.Common.Channels;

namespace Dapr.Client;

/// <summary>
/// Lets an ordinary <see cref="HttpClient"/> call apps through the sidecar: a request to <c>http://app-id/path</c> goes to
/// <c>{endpoint}/v1.0/invoke/app-id/method/path</c>.
/// </summary>
public class InvocationHandler : DelegatingHandler
{
    private Uri endpoint = new(DaprDefaults.GetDefaultHttpEndpoint(), UriKind.Absolute);

    /// <summary>The sidecar's HTTP endpoint.</summary>
    /// <exception cref="ArgumentException">It is no absolute http or https URI.</exception>
    public string DaprEndpoint
    {
        get => endpoint.OriginalString;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var uri = new Uri(value, UriKind.Absolute);
            endpoint = IsHttp(uri)
                ? uri
                : throw new ArgumentException("The URI scheme of the Dapr endpoint must be http or https.", nameof(value));
        }
    }

    /// <summary>App ID in its own spelling: URIs make hosts lower case, and app IDs are compared case by case.</summary>
    public string? DefaultAppId { get; set; }

    internal string ApiToken { get; set; } = DaprDefaults.GetDefaultDaprApiToken(configuration: null);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var original = request.RequestUri;
        if (!TryRewrite(original, out var rewritten))
        {
            throw new ArgumentException(
                $"The request URI '{original}' is not a valid Dapr service invocation destination.", nameof(request));
        }

        try
        {
            if (!string.IsNullOrWhiteSpace(ApiToken))
            {
                request.Headers.Add(DaprHeaders.ApiToken, ApiToken);
            }

            request.RequestUri = rewritten;
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = original;
            request.Headers.Remove(DaprHeaders.ApiToken);
        }
    }

    private bool TryRewrite(Uri? uri, [NotNullWhen(true)] out Uri? rewritten)
    {
        rewritten = null;
        if (uri is not { IsAbsoluteUri: true } || !IsHttp(uri))
        {
            return false;
        }

        var appId = string.Equals(uri.Host, DefaultAppId, StringComparison.OrdinalIgnoreCase) ? DefaultAppId : uri.Host;
        rewritten = new UriBuilder(uri)
        {
            Scheme = endpoint.Scheme,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Path = $"/v1.0/invoke/{appId}/method{uri.AbsolutePath}",
        }.Uri;
        return true;
    }

    private static bool IsHttp(Uri uri) => uri.Scheme is "http" or "https";
}

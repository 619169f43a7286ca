using System.Collections.Concurrent;
using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Hosting;
using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Resources;
using Grpc.Core;
using Polly.Timeout;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>Sends an app's calls to other apps of the run, to HTTPEndpoints and to URLs.</summary>
/// <param name="appId">The calling app.</param>
/// <param name="directory">Apps of the run.</param>
/// <param name="endpoints">HTTPEndpoints that the app sees.</param>
/// <param name="resiliency">Policies for the calls.</param>
internal sealed class Invoker(
    string appId, AppDirectory directory, IReadOnlyDictionary<string, LoadedHttpEndpoint> endpoints, AppResiliency resiliency) : IDisposable
{
    // A body that may be sent again is kept in memory; a longer one, or one of unknown length, is sent once.
    private const int MaxReplayBytes = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, CallPolicy<HttpResponseMessage>?> policies = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker direct = new(Handler(useProxy: false));
    private readonly HttpMessageInvoker proxied = new(Handler(useProxy: true));

    /// <summary>Sends a request to its target.</summary>
    /// <param name="target">Whom it is for.</param>
    /// <param name="query">Query string with its question mark; empty for none.</param>
    /// <param name="request">Verb, headers and body; the rest is filled in.</param>
    /// <param name="trace">The span of the incoming call.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The callee's answer, its body not yet read.</returns>
    /// <exception cref="ApiException">The target is unknown or does not answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        InvocationTarget target, string query, HttpRequestMessage request, TraceContext trace, CancellationToken cancellationToken)
    {
        var app = Address(target, query, request, trace);
        if (request.Method != HttpMethod.Head && !request.Headers.NonValidated.Contains("Accept-Encoding"))
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        }

        var http = app?.Channel.Http ?? (request.RequestUri is { IsLoopback: false } ? proxied : direct);
        try
        {
            if (policies.GetOrAdd(target.Id, resiliency.ForInvocation) is not { } policy)
            {
                return await http.SendAsync(request, cancellationToken);
            }

            var mayRetry = policy.Policies.HasRetries && await KeepBodyAsync(request, cancellationToken);
            var endpoint = endpoints.ContainsKey(target.Id) ? string.Empty : target.Path;
            return await policy.RunAsync(endpoint, mayRetry, async attempt => await http.SendAsync(request, attempt), cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw Failure(target.Id, $"error invoking app channel: {request.Method} \"{request.RequestUri}\": {e.Message}");
        }
        catch (TimeoutRejectedException)
        {
            throw Failure(target.Id, "context deadline exceeded");
        }
        catch (CircuitOpenException e)
        {
            throw Failure(target.Id, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        direct.Dispose();
        proxied.Dispose();
    }

    /// <summary>The error for a call that does not reach its target.</summary>
    public static ApiException Failure(string id, string reason) =>
        new(500, StatusCode.Internal, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {id}, err: {reason}");

    private static async Task<bool> KeepBodyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } body)
        {
            return true;
        }

        if (body.Headers.ContentLength is not <= MaxReplayBytes)
        {
            return false;
        }

        await body.LoadIntoBufferAsync(MaxReplayBytes, cancellationToken);
        return true;
    }

    // The app that is called; null for a server outside.
    private AppAddress? Address(InvocationTarget target, string query, HttpRequestMessage request, TraceContext trace)
    {
        if (endpoints.TryGetValue(target.Id, out var endpoint))
        {
            request.RequestUri = Combine(endpoint.BaseUrl.AbsoluteUri, target.Path, query);
            foreach (var (name, value) in endpoint.Headers)
            {
                InvocationHeaders.Set(request, name, value);
            }

            InvocationHeaders.Set(request, TraceContext.ParentHeader, trace.Child().ToString());
        }
        else if (Uri.TryCreate(target.Id, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            request.RequestUri = Combine(target.Id, target.Path, query);
            InvocationHeaders.Set(request, TraceContext.ParentHeader, trace.Child().ToString());
        }
        else
        {
            return AddressApp(target, query, request, trace);
        }

        return null;
    }

    private AppAddress AddressApp(InvocationTarget target, string query, HttpRequestMessage request, TraceContext trace)
    {
        var app = directory.Find(target.Id) ?? throw Failure(target.Id, "no host found with the given ID");
        var url = app.Channel.Address ?? throw Failure(target.Id, "app channel is not initialized");
        var isSelf = string.Equals(app.AppId, appId, StringComparison.Ordinal);
        if (!isSelf)
        {
            CheckAccess(app, target, request.Method.Method);
        }

        if (!app.Channel.IsHealthy)
        {
            throw Failure(target.Id, "app is not in a healthy state");
        }

        request.RequestUri = Combine(url.AbsoluteUri, target.Path, query);
        if (!isSelf)
        {
            InvocationHeaders.AddCaller(request, appId, app.AppId);
        }

        InvocationHeaders.Set(request, TraceContext.ParentHeader, (isSelf ? trace : trace.Child()).ToString());
        if (app.ApiToken is { } token)
        {
            InvocationHeaders.Set(request, ApiTokens.Header, token);
        }

        return app;
    }

    // Without mTLS on both sides the callee does not know who calls.
    private void CheckAccess(AppAddress callee, InvocationTarget target, string verb)
    {
        var caller = callee.Identity is null ? null : directory.Find(appId)?.Identity;
        if (callee.AccessControl?.Allows(caller, target.Path, verb) is false)
        {
            var reason = $"access control policy has denied access to id: {caller} operation: {target.Path} verb: {verb}";
            throw new ApiException(
                403, StatusCode.PermissionDenied, "ERR_DIRECT_INVOKE",
                $"failed to invoke, id: {target.Id}, err: rpc error: code = PermissionDenied desc = {reason}");
        }
    }

    // The path is already encoded as it should be sent; Uri would normalise it.
    private static Uri Combine(string baseUrl, string path, string query) =>
        new(baseUrl.TrimEnd('/') + path + query, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static SocketsHttpHandler Handler(bool useProxy) => new()
    {
        UseProxy = useProxy,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };
}

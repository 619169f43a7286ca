namespace Checkout.Local.Sidecar.Health;

/// <summary>The connections to an app. Calls are limited as <c>--app-max-concurrency</c> says; probes of its health are not.</summary>
internal sealed class AppHttp : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly SocketsHttpHandler connections = new()
    {
        UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, ConnectTimeout = ConnectTimeout,
    };

    /// <summary>Opens nothing yet.</summary>
    /// <param name="maxConcurrency">Calls at a time; null for any number.</param>
    public AppHttp(int? maxConcurrency)
    {
        Probes = new HttpMessageInvoker(connections, disposeHandler: false);
        Calls = new HttpMessageInvoker(maxConcurrency is { } most ? new Limit(most, connections) : connections);
    }

    /// <summary>Sends events, discovery and invocations.</summary>
    public HttpMessageInvoker Calls { get; }

    /// <summary>Sends probes of the app's health.</summary>
    public HttpMessageInvoker Probes { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Probes.Dispose();
        Calls.Dispose();
    }

    // As with daprd, a call counts until the headers of its answer have come.
    private sealed class Limit(int most, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly SemaphoreSlim slots = new(most);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                slots.Release();
            }
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            slots.Dispose();
        }
    }
}

using System.Net.Sockets;
using Checkout.Local.Sidecar.Hosting;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Health;

/// <summary>
/// The way to an app. Waits until the app listens, then asks it for its configuration and its subscriptions as daprd does, and only
/// then calls the sidecar ready. While the app is unhealthy, it is sent neither events nor calls.
/// </summary>
internal sealed partial class AppChannel : IAsyncDisposable
{
    /// <summary>How daprd calls itself to apps.</summary>
    public const string UserAgent = "Go-http-client/1.1";

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(50);

    private readonly SidecarOptions app;
    private readonly AppHttp http;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AppHealth? health;
    private readonly AppSubscriptions subscriptions;
    private Task discovery = Task.CompletedTask;

    /// <summary>Creates the channel.</summary>
    /// <param name="app">The app.</param>
    /// <param name="http">The way there.</param>
    /// <param name="subscriptions">What the app is subscribed to.</param>
    /// <param name="logger">Where warnings go.</param>
    public AppChannel(SidecarOptions app, AppHttp http, AppSubscriptions subscriptions, ILogger logger)
    {
        this.subscriptions = subscriptions;
        this.app = app;
        this.http = http;
        this.logger = logger;
        Address = app.AppPort is { } port ? new UriBuilder(Uri.UriSchemeHttp, app.AppChannelAddress, port).Uri : null;
        health = Address is not null && app.AppHealthCheck is { } check
            ? new AppHealth(app.AppId, new Uri(Address, check.Path), check, http.Probes, logger)
            : null;
    }

    /// <summary>Where the app listens; null if nothing is sent to it.</summary>
    public Uri? Address { get; }

    /// <summary>Whether the app has answered the discovery calls, or has no port.</summary>
    public bool IsReady => ready.Task.IsCompleted;

    /// <summary>Whether the app may be called; always, if its health is not watched.</summary>
    public bool IsHealthy => health?.IsHealthy ?? true;

    /// <summary>The way to the app for calls.</summary>
    public HttpMessageInvoker Http => http.Calls;

    /// <summary>Begins to wait for the app.</summary>
    public void Open()
    {
        if (Address is null)
        {
            ready.SetResult();
            return;
        }

        discovery = DiscoverAsync(Address, stop.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await discovery;
        stop.Dispose();
    }

    private async Task DiscoverAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await WaitForPortAsync(address, cancellationToken);
            await (health?.FirstSuccessAsync(cancellationToken) ?? Task.CompletedTask);
            await AskAsync(new Uri(address, "/dapr/config"), cancellationToken);
            await subscriptions.OpenAsync(address, await AskAsync(new Uri(address, "/dapr/subscribe"), cancellationToken), cancellationToken);
            ready.TrySetResult();
            await (health?.WatchAsync(SubscribeWhile, cancellationToken) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The sidecar stops before the app has come up.
        }
    }

    private Task SubscribeWhile(bool isHealthy) => isHealthy ? subscriptions.ResumeAsync(stop.Token) : subscriptions.PauseAsync();

    private static async Task WaitForPortAsync(Uri address, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(ProbeInterval);
        do
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                // Nobody listens yet.
            }
        }
        while (await ticks.WaitForNextTickAsync(cancellationToken));
    }

    private async Task<byte[]?> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("dapr-app-id", app.AppId);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (app.AppApiToken is { } token)
        {
            request.Headers.Add(ApiTokens.Header, token);
        }

        try
        {
            using var response = await Http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            LogNoAnswer(app.AppId, url, e.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "App {AppId} did not answer {Url}: {Reason}")]
    private partial void LogNoAnswer(string appId, Uri url, string reason);
}

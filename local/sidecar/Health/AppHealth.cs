using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Health;

/// <summary>Probes an app as daprd's app health check does: plain GETs, at a fixed interval, before discovery and from then on.</summary>
/// <param name="appId">The app.</param>
/// <param name="url">What is asked.</param>
/// <param name="check">How often, how long, how many failures.</param>
/// <param name="http">Sends the probes.</param>
/// <param name="logger">Where changes are written.</param>
internal sealed partial class AppHealth(string appId, Uri url, AppHealthCheck check, HttpMessageInvoker http, ILogger logger)
{
    private int failures;
    private volatile bool isHealthy;

    /// <summary>Whether the app is called; not before its first good answer.</summary>
    public bool IsHealthy => isHealthy;

    /// <summary>Waits until a probe succeeds.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the first success.</returns>
    public async Task FirstSuccessAsync(CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(check.ProbeInterval);
        while (!await ProbeAsync(cancellationToken))
        {
            await ticks.WaitForNextTickAsync(cancellationToken);
        }

        isHealthy = true;
    }

    /// <summary>Probes until it is cancelled, and tells when the app becomes unhealthy or healthy again.</summary>
    /// <param name="changed">Called with the new state; no probe is made meanwhile.</param>
    /// <param name="cancellationToken">Ends the probes.</param>
    /// <returns>A task that ends when cancelled.</returns>
    public async Task WatchAsync(Func<bool, Task> changed, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(check.ProbeInterval);
        while (await ticks.WaitForNextTickAsync(cancellationToken))
        {
            if (await ProbeAsync(cancellationToken))
            {
                failures = 0;
                if (!isHealthy)
                {
                    LogHealthy(appId);
                    isHealthy = true;
                    await changed(true);
                }
            }
            else if (++failures == check.Threshold)
            {
                LogUnhealthy(appId, url, failures);
                isHealthy = false;
                await changed(false);
            }
        }
    }

    private async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(check.ProbeTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", AppChannel.UserAgent);
        try
        {
            using var response = await http.SendAsync(request, timeout.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "App {AppId} is healthy again.")]
    private partial void LogHealthy(string appId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "App {AppId} is unhealthy: {Url} failed {Failures} times in a row.")]
    private partial void LogUnhealthy(string appId, Uri url, int failures);
}

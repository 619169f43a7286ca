using System.Net;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Apps;

/// <summary>Waits until sidecars and apps answer.</summary>
/// <param name="http">Client whose requests end after a second or so.</param>
/// <param name="time">Clock.</param>
internal sealed class HealthWait(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits for every app: <c>/healthz</c> of the app, its <c>/readyz</c>, and <c>/v1.0/healthz</c> of its sidecar (204). An app that
    /// answers 404 has no such endpoint and is taken as it is, unless the file asks for Dapr's app health check.
    /// </summary>
    /// <param name="definition">The file, with every port set. Apps without a command are not waited for.</param>
    /// <param name="limit">How long that may take altogether.</param>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <returns>A task that ends when all are healthy.</returns>
    /// <exception cref="RunException">Time is over; names each app that is not healthy and what it last answered.</exception>
    public async Task WaitAsync(RunDefinition definition, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var overall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var apps = definition.Apps.Where(app => app.Command.Count > 0).ToList();
        var answers = await Task.WhenAll(apps.Select(app => WaitForAppAsync(app, overall.Token)));
        cancellationToken.ThrowIfCancellationRequested();

        var unhealthy = apps.Zip(answers).Where(pair => pair.Second is not null).ToList();
        if (unhealthy.Count > 0)
        {
            throw new RunException(
                ExitCode.NotHealthy,
                [
                    .. unhealthy.Select(pair => new Problem(
                        $"'{pair.First.AppId}' was not healthy within {limit.TotalSeconds:0} s: {pair.Second}",
                        "Look at its log for the reason, then start again.")),
                ]);
        }
    }

    // Null when healthy, otherwise the last answer.
    private async Task<string?> WaitForAppAsync(AppDefinition app, CancellationToken cancellationToken)
    {
        foreach (var probe in Probes(app))
        {
            if (await WaitForProbeAsync(probe, cancellationToken) is { } lastAnswer)
            {
                return lastAnswer;
            }
        }

        return null;
    }

    private static IEnumerable<Probe> Probes(AppDefinition app)
    {
        if (app.AppPort is { } port)
        {
            var server = $"http://{app.ChannelAddress}:{port}";
            yield return new Probe(new Uri(server + (app.HealthCheck?.Path ?? "/healthz")), MayBeMissing: app.HealthCheck is null);
            yield return new Probe(new Uri(server + "/readyz"), MayBeMissing: true);
        }

        var sidecar = app.ListenAddresses.FirstOrDefault(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any));
        var address = new UriBuilder(Uri.UriSchemeHttp, (sidecar ?? IPAddress.Loopback).ToString(), app.HttpPort, "/v1.0/healthz");
        yield return new Probe(address.Uri, MayBeMissing: false);
    }

    private async Task<string?> WaitForProbeAsync(Probe probe, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var lastAnswer = "no answer yet";
        try
        {
            do
            {
                try
                {
                    using var response = await http.GetAsync(probe.Address, cancellationToken);
                    if (response.IsSuccessStatusCode || (probe.MayBeMissing && response.StatusCode == HttpStatusCode.NotFound))
                    {
                        return null;
                    }

                    lastAnswer = $"answered {(int)response.StatusCode}";
                }
                catch (HttpRequestException)
                {
                    lastAnswer = "refused the connection";
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    lastAnswer = "did not answer in time";
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The last answer tells more than the time-out.
        }

        return $"GET {probe.Address} {lastAnswer}";
    }

    private sealed record Probe(Uri Address, bool MayBeMissing);
}

using Checkout.Local.Sidecar;
using Checkout.Local.Tests.Sidecar;
using Checkout.Local.Tests.Sidecar.Workflow;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The apps and sidecars of the recordings' set-up, as far as one scenario names them, on an empty store.</summary>
internal sealed class SetUp : IAsyncDisposable
{
    private static readonly string[] WithoutApp = ["lonely", "bare"];
    private static readonly string[] All = ["orders", "billing", "lonely", "secured", "temp", "late", "bare"];

    private static readonly AppHealthCheck Late = new() { Path = AppScript.HealthPath, ProbeInterval = TimeSpan.FromSeconds(1) };

    private readonly string folder = Directory.CreateTempSubdirectory("conformance-").FullName;
    private readonly Dictionary<string, ScriptedApp> apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HttpClient Http, GrpcClient Grpc)> clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> addresses = new(StringComparer.Ordinal);
    private readonly List<SidecarHost> hosts = [];
    private readonly Dictionary<string, SidecarHost> runs = new(StringComparer.Ordinal);
    private readonly RecordedBrokers brokers;
    private readonly List<SidecarOptions> options = [];

    private SetUp(string recording, RecordedBrokers brokers)
    {
        this.brokers = brokers;
        Script = new AppScript(SetUpResources.SubscriptionsFor(recording));
        Environment.SetEnvironmentVariable("CONF_PLAIN", "env-value");
        Environment.SetEnvironmentVariable("CONF_OTHER", "two");
    }

    internal AppScript Script { get; }

    /// <summary>Values of the markers that stand for addresses.</summary>
    internal IReadOnlyDictionary<string, string> Addresses => addresses;

    /// <summary>Whether the sidecars were there before the test, so that it cannot stop them.</summary>
    internal static bool IsForeign => RunningPorts.Sidecars.Count > 0;

    /// <summary>Starts what a scenario names; <c>late</c> gets no app yet.</summary>
    internal static async Task<SetUp> StartAsync(string recording, RecordedBrokers? brokers = null)
    {
        var setUp = new SetUp(recording, brokers ?? RecordedBrokers.InMemory);
        var named = All.Where(app => Names(recording, app)).ToList();
        var areThere = !IsForeign || named.TrueForAll(RunningPorts.Sidecars.ContainsKey);
        Assert.SkipUnless(areThere, "needs more sidecars than CONFORMANCE_SIDECARS names");
        foreach (var app in named.Except(WithoutApp, StringComparer.Ordinal).Append("psp"))
        {
            await setUp.AddAppAsync(app);
        }

        foreach (var app in named)
        {
            setUp.AddSidecar(app);
        }

        await setUp.StartSidecarsAsync();
        return setUp;
    }

    internal HttpClient Http(string app) => clients[app].Http;

    internal GrpcClient Grpc(string app) => clients[app].Grpc;

    internal ScriptedApp App(string name) => apps[name];

    /// <summary>Whether <c>statestore</c> is the Redis of the recordings, so that nothing is to be translated.</summary>
    internal async Task<bool> HasRedisAsync()
    {
        if (!IsForeign)
        {
            return false;
        }

        var metadata = await Http(options[0].AppId).GetStringAsync(new Uri("/v1.0/metadata", UriKind.Relative));
        return metadata.Contains("\"state.redis\"", StringComparison.Ordinal);
    }

    /// <summary>Stops one sidecar in order, as its API allows, and waits until its port is closed.</summary>
    internal async Task StopSidecarAsync(string app)
    {
        using var answer = await Http(app).PostAsync(new Uri("/v1.0/shutdown", UriKind.Relative), null);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        await EndOfSidecarAsync(app);
    }

    /// <summary>Waits until a sidecar that is stopping has closed its port.</summary>
    internal async Task EndOfSidecarAsync(string app) =>
        (await Until(async () => await HealthAsync(app) is null)).ShouldBeTrue("still there");

    /// <summary>Starts one sidecar again that was stopped.</summary>
    internal async Task RestartSidecarAsync(string app)
    {
        await runs[app].StartAsync(app, CancellationToken.None);
        await UntilReadyAsync(app);
    }

    /// <summary>Starts the apps again that were stopped.</summary>
    internal async Task StartStoppedAppsAsync()
    {
        foreach (var app in apps.Where(app => app.Key is not "late" && !app.Value.IsRunning))
        {
            await app.Value.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostsAsync();
        foreach (var app in apps.Values)
        {
            await app.DisposeAsync();
        }

        foreach (var (http, grpc) in clients.Values)
        {
            http.Dispose();
            grpc.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static bool Names(string recording, string app) => new[] { $"\"{app}\"", $":{app}\"", $"/{app}/", $"of {app} " }
        .Any(form => recording.Contains(form, StringComparison.Ordinal));

    private async Task AddAppAsync(string name)
    {
        var app = new ScriptedApp(name, RunningPorts.Apps.TryGetValue(name, out var port) ? port : RunningSidecars.FreePort(), Script);
        apps[name] = app;
        addresses[$"{{{{appAddr:{name}}}}}"] = $"127.0.0.1:{app.Port}";
        addresses[$"{{{{appAddrUrlEncoded:{name}}}}}"] = $"127.0.0.1%3A{app.Port}";
        if (name is not "late")
        {
            await app.StartAsync();
        }
    }

    private void AddSidecar(string app)
    {
        var (http, grpc) = IsForeign ? RunningPorts.Sidecars[app] : (RunningSidecars.FreePort(), RunningSidecars.FreePort());
        options.Add(new SidecarOptions
        {
            AppId = app,
            AppPort = apps.GetValueOrDefault(app)?.Port,
            HttpPort = http,
            GrpcPort = grpc,
            ApiToken = app is "secured" ? "side-token" : null,
            AppApiToken = app is "secured" ? "app-token" : null,
            AppHealthCheck = app is "late" ? Late : null,
            ResourcesPaths = app is "bare" ? [] : [folder],
        });
        addresses[$"{{{{sidecarHttp:{app}}}}}"] = $"127.0.0.1:{http}";
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null,
        };
        clients[app] = (
            new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{http}") },
            new GrpcClient(new Uri($"http://127.0.0.1:{grpc}")));
    }

    /// <summary>An app without components gets a run of its own: in one run the workflows of all apps share a store.</summary>
    private async Task StartSidecarsAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "resources.yaml"), SetUpResources.Yaml(apps["psp"].Port, brokers));
        await File.WriteAllTextAsync(Path.Combine(folder, "resiliency.yaml"), SetUpResources.Resiliency);
        await File.WriteAllTextAsync(Path.Combine(folder, "secrets.json"), SetUpResources.Secrets);
        foreach (var run in IsForeign ? [] : options.GroupBy(sidecar => sidecar.ResourcesPaths.Count))
        {
            var loggers = NullLoggerFactory.Instance;
            var host = await SidecarHost.StartAsync([.. run], folder, loggers, TimeProvider.System, CancellationToken.None);
            hosts.Add(host);
            foreach (var app in run)
            {
                runs[app.AppId] = host;
            }
        }

        foreach (var app in options.Select(sidecar => sidecar.AppId).Where(app => apps.GetValueOrDefault(app)?.IsRunning is not false))
        {
            await UntilReadyAsync(app);
        }
    }

    private async Task UntilReadyAsync(string app) =>
        (await Until(async () => await HealthAsync(app) is 204)).ShouldBeTrue($"the sidecar of {app} is not ready");

    private async Task StopHostsAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        hosts.Clear();
    }

    private async Task<int?> HealthAsync(string app)
    {
        try
        {
            using var answer = await Http(app).GetAsync(new Uri("/v1.0/healthz", UriKind.Relative));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<bool> Until(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
            {
                return false;
            }

            await ticks.WaitForNextTickAsync();
        }

        return true;
    }
}

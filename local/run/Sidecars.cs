using Checkout.Local.Run.RunFile;
using Checkout.Local.Sidecar;
using Checkout.Local.Sidecar.Resources;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Run;

/// <summary>Starts the sidecars of a run file inside this process.</summary>
internal static class Sidecars
{
    /// <summary>Starts one sidecar for each app.</summary>
    /// <param name="definition">The run file, with every port set.</param>
    /// <param name="loggers">Where the sidecars log.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The running sidecars.</returns>
    /// <exception cref="RunException">A resource cannot be used, or a port is taken.</exception>
    public static async Task<SidecarHost> StartAsync(
        RunDefinition definition, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SidecarOptions> options = [.. definition.Apps.Select(Options)];
            return await SidecarHost.StartAsync(options, definition.Directory, loggers, time, cancellationToken);
        }
        catch (ResourceException exception)
        {
            var what = exception.Message.Replace(exception.Remedy, string.Empty, StringComparison.Ordinal).TrimEnd();
            throw new RunException(ExitCode.BadConfiguration, what, exception.Remedy);
        }
        catch (PortInUseException exception)
        {
            throw new RunException(
                ExitCode.PortInUse,
                $"Port {exception.Port} (sidecar of '{exception.AppId}') is in use.",
                $"Stop the program that uses it, or choose another port in {definition.File}.");
        }
    }

    /// <summary>What the sidecar of an app is told.</summary>
    /// <param name="app">The app, with every port set.</param>
    internal static SidecarOptions Options(AppDefinition app) => new()
    {
        AppId = app.AppId,
        AppPort = app.AppPort,
        HttpPort = app.HttpPort,
        GrpcPort = app.GrpcPort,
        MetricsPort = app.MetricsPort,
        ApiToken = Setting(app, "DAPR_API_TOKEN"),
        AppApiToken = Setting(app, "APP_API_TOKEN"),
        ResourcesPaths = app.ResourcesPaths,
        ConfigFile = app.ConfigFile,
        AppChannelAddress = app.ChannelAddress,
        AppHealthCheck = app.HealthCheck,
        AppMaxConcurrency = app.MaxConcurrency,
        ListenAddresses = app.ListenAddresses,
        MaxBodyBytes = app.MaxBodyBytes,
        ReadBufferBytes = app.ReadBufferBytes,
    };

    // As the app itself will see it.
    private static string? Setting(AppDefinition app, string name)
    {
        var value = app.Env.TryGetValue(name, out var own) ? own : Environment.GetEnvironmentVariable(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}

using System.Net;
using Checkout.Local.Sidecar.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Hosting;

/// <summary>A web server on one port that reads no configuration, logs no requests and hooks no signals.</summary>
internal static class Listener
{
    /// <summary>How long calls may go on once the server is told to stop.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    // Each open work item stream and each call in flight takes one.
    private const int MaxStreamsPerConnection = 10_000;
    private const int WindowBytes = 4 * 1024 * 1024;

    /// <summary>Starts a server.</summary>
    /// <param name="app">The app it serves: its addresses and limits.</param>
    /// <param name="port">Port on those addresses.</param>
    /// <param name="protocol">HTTP/1.1, or HTTP/2 without TLS.</param>
    /// <param name="loggers">Where warnings and errors go.</param>
    /// <param name="configure">Adds middleware and routes.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="PortInUseException">The port is taken.</exception>
    public static async Task<WebApplication> StartAsync(
        SidecarOptions app, int port, HttpProtocols protocol, ILoggerFactory loggers, Action<WebApplication> configure, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "sidecar" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // the calls check their own limit, in Dapr's words
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
            kestrel.Limits.Http2.InitialConnectionWindowSize = WindowBytes;
            kestrel.Limits.Http2.InitialStreamWindowSize = WindowBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = app.ReadBufferBytes ?? kestrel.Limits.MaxRequestHeadersTotalSize;
            if (protocol is HttpProtocols.Http1)
            {
                kestrel.RequestHeaderEncodingSelector = ConnectionHeader.For;
            }

            Listen(kestrel, app.ListenAddresses, port, endpoint => endpoint.Protocols = protocol);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(app);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimeout);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new ForwardingLoggerProvider(loggers));
        var server = builder.Build();
        configure(server);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await server.DisposeAsync();
            throw new PortInUseException(app.AppId, port, protocol is HttpProtocols.Http2 ? "gRPC" : "HTTP", e);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static void Listen(KestrelServerOptions kestrel, IReadOnlyList<IPAddress> addresses, int port, Action<ListenOptions> configure)
    {
        if (addresses.Count == 0)
        {
            kestrel.ListenLocalhost(port, configure);
        }

        foreach (var address in addresses)
        {
            kestrel.Listen(address, port, configure);
        }
    }

    // Signals belong to the process, not to one of its servers.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class ForwardingLoggerProvider(ILoggerFactory loggers) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

        public void Dispose()
        {
            // The factory belongs to the caller.
        }
    }
}

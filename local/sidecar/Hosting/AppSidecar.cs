using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Health;
using Checkout.Local.Sidecar.Http;
using Checkout.Local.Sidecar.Invocation;
using Checkout.Local.Sidecar.Metadata;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.Secrets;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.Workflow;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Hosting;

/// <summary>The sidecar of one app: its two servers and the way to the app.</summary>
internal sealed partial class AppSidecar : IAsyncDisposable
{
    private readonly SidecarOptions _options;
    private readonly AppResources _resources;
    private readonly WorkflowEngine _workflows;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });
    private readonly AppDirectory _directory;
    private readonly Invoker _invoker;
    private readonly SidecarMetadata _metadata;
    private readonly List<WebApplication> _servers = [];
    private readonly Lock _stopping = new();
    private Task? _stopped;

    public AppSidecar(
        SidecarOptions options, AppResources resources, AppDirectory directory, WorkflowEngine workflows, ILoggerFactory loggers)
    {
        _options = options;
        _resources = resources;
        _directory = directory;
        _workflows = workflows;
        _loggers = loggers;
        _logger = loggers.CreateLogger("Checkout.Local.Sidecar");
        Channel = new AppChannel(options, _http, _logger);
        _invoker = new Invoker(options.AppId, directory, resources.HttpEndpoints);
        _metadata = new SidecarMetadata(options, resources, Channel, workflows);
    }

    /// <summary>The way to the app.</summary>
    public AppChannel Channel { get; }

    /// <summary>Opens both ports and begins to wait for the app.</summary>
    /// <exception cref="PortInUseException">One of the ports is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _servers.Add(await Listener.StartAsync(
            _options.AppId, _options.GrpcPort, HttpProtocols.Http2, _loggers, ConfigureGrpc, cancellationToken));
        _servers.Add(await Listener.StartAsync(
            _options.AppId, _options.HttpPort, HttpProtocols.Http1, _loggers, ConfigureHttp, cancellationToken));
        _directory.Add(new AppAddress(_options.AppId, Channel.Address, _options.AppApiToken));
        Channel.Open();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Channel.DisposeAsync();
        _invoker.Dispose();
        _http.Dispose();
    }

    // A stop asked for through the API and the end of the run may coincide.
    private Task StopAsync()
    {
        lock (_stopping)
        {
            return _stopped ??= StopServersAsync();
        }
    }

    private async Task StopServersAsync()
    {
        _directory.Remove(_options.AppId);
        await Task.WhenAll(_servers.Select(async server =>
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }));
    }

    // The call is answered first, as it is one of those that the servers wait for.
    private void Shutdown() => _ = Task.Run(StopAsync);

    private void ConfigureGrpc(WebApplication app)
    {
        TraceContext.UseTraceContext(app);
        app.UseGrpcApiToken(_options.ApiToken);
        app.MapState(_resources.StateStores);
        app.MapSecretsGrpc(_resources.SecretStores);
        app.MapInvocation(_invoker);
        app.MapMetadata(_metadata);
        app.MapAbsentMethods();
        app.MapDapr("Shutdown", ShutdownRequest.Parser, (_, _) =>
        {
            Shutdown();
            return Task.FromResult(new Empty());
        });
        _workflows.MapGrpc(app, _options.AppId);
        app.MapUnknownMethods();
    }

    private void ConfigureHttp(WebApplication app)
    {
        app.Use((context, next) =>
        {
            RequestPath.Normalise(context);
            return next(context);
        });
        app.UseHttpApiToken(_options.ApiToken);
        TraceContext.UseTraceContext(app);
        app.Use(AnswerErrorsAsync);
        app.UseRouting();
        app.MapHealth(_options.AppId, Channel);
        app.MapState(_resources.StateStores, _options.MaxBodyBytes);
        app.MapSecretsHttp(_resources.SecretStores);
        _workflows.MapHttp(app, _options.AppId);
        app.MapMetadata(_metadata, _options.MaxBodyBytes);
        app.MapAbsentBlocks();
        app.MapPost("/v1.0/shutdown", context =>
        {
            Shutdown();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapFallback("{**path}", new InvocationHttpApi(_invoker).HandleAsync);
    }

    private async Task AnswerErrorsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await ApiError.WriteAsync(context, e);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            LogFailure(context.Request.Method, context.Request.Path, e);
            await ApiError.WriteAsync(context, 500, "ERR_INTERNAL", e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private partial void LogFailure(string method, string path, Exception error);
}

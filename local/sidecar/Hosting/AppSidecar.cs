using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Health;
using Checkout.Local.Sidecar.Http;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.Secrets;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.Workflow;
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
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly List<WebApplication> _servers = [];

    public AppSidecar(SidecarOptions options, AppResources resources, WorkflowEngine workflows, ILoggerFactory loggers)
    {
        _options = options;
        _resources = resources;
        _workflows = workflows;
        _loggers = loggers;
        _logger = loggers.CreateLogger("Checkout.Local.Sidecar");
        Channel = new AppChannel(options, _http, _logger);
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
        Channel.Open();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_servers.Select(async server =>
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }));
        await Channel.DisposeAsync();
        _http.Dispose();
    }

    private void ConfigureGrpc(WebApplication app)
    {
        TraceContext.UseTraceContext(app);
        app.UseGrpcApiToken(_options.ApiToken);
        app.MapState(_resources.StateStores);
        app.MapSecretsGrpc(_resources.SecretStores);
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
        app.MapFallback("{**path}", context => ApiError.WriteAsync(
            context, 404, "ERR_DIRECT_INVOKE", "failed getting app id either from the URL path or the header dapr-app-id"));
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

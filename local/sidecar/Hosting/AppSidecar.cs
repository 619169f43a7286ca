using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Health;
using Checkout.Local.Sidecar.Http;
using Checkout.Local.Sidecar.Invocation;
using Checkout.Local.Sidecar.Metadata;
using Checkout.Local.Sidecar.Metrics;
using Checkout.Local.Sidecar.PubSub.Publishing;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
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

/// <summary>The sidecar of one app: its servers and the way to the app.</summary>
internal sealed partial class AppSidecar : IAsyncDisposable
{
    private readonly SidecarOptions options;
    private readonly AppResources resources;
    private readonly WorkflowEngine workflows;
    private readonly MetricsEndpoint metrics;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly AppHttp http;
    private readonly AppDirectory directory;
    private readonly Invoker invoker;
    private readonly Publisher publisher;
    private readonly AppSubscriptions subscriptions;
    private readonly SidecarMetadata metadata;
    private readonly List<WebApplication> servers = [];
    private readonly Lock stopping = new();
    private Task? stopped;

    public AppSidecar(
        SidecarOptions options,
        AppResources resources,
        AppDirectory directory,
        WorkflowEngine workflows,
        MetricsEndpoint metrics,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        this.options = options;
        this.resources = resources;
        this.directory = directory;
        this.workflows = workflows;
        this.metrics = metrics;
        this.loggers = loggers;
        logger = loggers.CreateLogger("Checkout.Local.Sidecar");
        http = new AppHttp(options.AppMaxConcurrency);
        publisher = new Publisher(options.AppId, resources.PubSub.Components, time);
        subscriptions = new AppSubscriptions(
            options, resources.PubSub, resources.Resiliency, http.Calls, time, loggers.CreateLogger("Checkout.Local.Sidecar.PubSub"));
        Channel = new AppChannel(options, http, subscriptions, logger);
        invoker = new Invoker(options.AppId, directory, resources.HttpEndpoints, resources.Resiliency);
        metadata = new SidecarMetadata(options, resources, Channel, subscriptions, workflows);
    }

    /// <summary>The way to the app.</summary>
    public AppChannel Channel { get; }

    /// <summary>Opens the ports and begins to wait for the app.</summary>
    /// <exception cref="PortInUseException">One of the ports is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        servers.Add(await Listener.StartAsync(
            options, options.GrpcPort, HttpProtocols.Http2, loggers, ConfigureGrpc, cancellationToken));
        servers.Add(await Listener.StartAsync(
            options, options.HttpPort, HttpProtocols.Http1, loggers, ConfigureHttp, cancellationToken));
        if (options.MetricsPort is { } metricsPort)
        {
            servers.Add(await Listener.StartAsync(
                options, metricsPort, HttpProtocols.Http1, loggers, ConfigureMetrics, cancellationToken));
        }

        directory.Add(new AppAddress(options.AppId, Channel, options.AppApiToken)
        {
            AccessControl = resources.Configuration.AccessControl,
            Identity = resources.Configuration.TrustDomain is { } trustDomain ? new AppIdentity(trustDomain, options.AppId) : null,
        });
        Channel.Open();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        invoker.Dispose();
        http.Dispose();
    }

    // A stop asked for through the API and the end of the run may coincide.
    private Task StopAsync()
    {
        lock (stopping)
        {
            return stopped ??= StopServersAsync();
        }
    }

    private async Task StopServersAsync()
    {
        directory.Remove(options.AppId);
        await Channel.DisposeAsync();
        await Task.WhenAll(servers.Select(StopServerAsync).Append(subscriptions.DisposeAsync().AsTask()));
    }

    private static async Task StopServerAsync(WebApplication server)
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    // The call is answered first, as it is one of those that the servers wait for.
    private void Shutdown() => _ = Task.Run(StopAsync);

    private void ConfigureGrpc(WebApplication app)
    {
        TraceContext.UseTraceContext(app);
        app.UseGrpcApiToken(options.ApiToken);
        resources.Configuration.Api?.UseGrpc(app);
        app.MapState(resources.StateStores);
        app.MapSecretsGrpc(resources.SecretStores);
        app.MapInvocation(invoker);
        app.MapMetadata(metadata);
        app.MapPublishing(publisher);
        app.MapDapr("Shutdown", ShutdownRequest.Parser, (_, _) =>
        {
            Shutdown();
            return Task.FromResult(new Empty());
        });
        workflows.MapGrpc(app, options.AppId);
        app.MapUnknownMethods();
    }

    private void ConfigureHttp(WebApplication app)
    {
        app.Use((context, next) =>
        {
            RequestPath.Normalise(context);
            return next(context);
        });
        app.UseHttpApiToken(options.ApiToken);
        TraceContext.UseTraceContext(app);
        app.Use(AnswerErrorsAsync);
        resources.Configuration.Api?.UseHttp(app);
        app.UseRouting();
        app.MapHealth(options.AppId, Channel);
        app.MapState(resources.StateStores, options.MaxBodyBytes);
        app.MapSecretsHttp(resources.SecretStores);
        workflows.MapHttp(app, options.AppId);
        app.MapMetadata(metadata, options.MaxBodyBytes);
        app.MapPublishing(options.AppId, publisher, options.MaxBodyBytes);
        app.MapAbsentBlocks();
        app.MapPost("/v1.0/shutdown", context =>
        {
            Shutdown();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        var invocation = new InvocationHttpApi(invoker);
        app.MapFallback("{**path}", context =>
        {
            resources.Configuration.Api?.DemandInvocation();
            return invocation.HandleAsync(context);
        });
    }

    private void ConfigureMetrics(WebApplication app)
    {
        app.UseRouting();
        metrics.Map(app);
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

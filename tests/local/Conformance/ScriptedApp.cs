using Checkout.Local.Tests.Sidecar;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Local.Tests.Conformance;

/// <summary>An app of the set-up: a real web server that answers as the recording says, and can go away and come back.</summary>
internal sealed class ScriptedApp(string name, int port, AppScript script) : IAsyncDisposable
{
    private WebApplication? server;

    internal int Port => port;

    internal bool IsRunning => server is not null;

    internal async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        builder.Services.AddRoutingCore();
        server = builder.Build();
        server.Run(HandleAsync);
        await server.StartAsync();
    }

    internal async Task StopAsync()
    {
        if (server is { } running)
        {
            server = null;
            await running.StopAsync();
            await running.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        var request = new Seen(context.Request.Method, target, headers, body.ToArray());
        var answer = script.Answer(new AppRequest(name, request));
        if (script.TakeDelay(request) is { Ticks: > 0 } delay)
        {
            using var timer = new PeriodicTimer(delay);
            await timer.WaitForNextTickAsync(context.RequestAborted);
        }

        context.Response.StatusCode = answer?["status"]?.GetValue<int>() ?? StatusCodes.Status200OK;
        foreach (var (header, value) in answer?["headers"]?.AsObject() ?? [])
        {
            context.Response.Headers[header] = value?.GetValue<string>();
        }

        if (RecordedBody.Bytes(answer?["body"]) is { Length: > 0 } content && !HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content);
        }
    }
}

/// <summary>A request that reached an app.</summary>
internal sealed record AppRequest(string App, Seen Request);

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Local.Tests.Sidecar;

/// <summary>A real web app that keeps what it was sent and answers as it is told.</summary>
internal sealed class Callee : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Seen> seen = new();

    private Callee(int port)
    {
        Port = port;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public int Port { get; }

    /// <summary>What is answered to requests other than the sidecar's discovery.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>What is answered to the sidecar's discovery.</summary>
    public RequestDelegate Discovery { get; set; } = context =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    public IReadOnlyList<Seen> Requests => [.. seen.Where(seen => !seen.IsDiscovery)];

    public IReadOnlyList<Seen> DiscoveryRequests => [.. seen.Where(seen => seen.IsDiscovery)];

    public static async Task<Callee> StartAsync(int? port = null)
    {
        var callee = new Callee(port ?? RunningSidecars.FreePort());
        await callee.app.StartAsync();
        return callee;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.Get<IHttpRequestFeature>().ShouldNotBeNull().RawTarget;
        var request = new Seen(
            context.Request.Method,
            target,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        seen.Enqueue(request);
        await (request.IsDiscovery ? Discovery : Answer)(context);
    }
}

/// <summary>A request as an app saw it.</summary>
internal sealed record Seen(string Method, string Target, Dictionary<string, string> Headers, byte[] Body)
{
    public bool IsDiscovery => Target is "/dapr/config" or "/dapr/subscribe";

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

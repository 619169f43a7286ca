using System.Text;
using System.Text.Json;
using Checkout.Local.Sidecar;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>The app <c>orders</c>, subscribed as its answer to discovery says, and its sidecar.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private Subscriber(Callee app, RunningSidecars sidecars)
    {
        App = app;
        Sidecars = sidecars;
    }

    public Callee App { get; }

    public RunningSidecars Sidecars { get; }

    public HttpCaller Sidecar => Sidecars.Http();

    public static async Task<Subscriber> StartAsync(
        string subscriptions, string? resources = null, Func<SidecarOptions, SidecarOptions>? change = null, TimeProvider? time = null)
    {
        var app = await Callee.StartAsync();
        app.Discovery = context => context.Request.Path == "/dapr/subscribe"
            ? context.Response.WriteAsync(subscriptions)
            : Status(404)(context);
        var options = RunningSidecars.App("orders", app.Port);
        var sidecars = await RunningSidecars.StartAsync(resources ?? Broker.InMemory, [change is null ? options : change(options)], time: time);
        await Broker.ReadyAsync(sidecars.Http());
        return new Subscriber(app, sidecars);
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>Publishes a body as it is.</summary>
    public async Task PublishAsync(string target, string? contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (await Sidecar.SendContentAsync("POST", $"/v1.0/publish/{target}", content, headers)).ShouldBeEmpty();
    }

    /// <summary>Publishes JSON.</summary>
    public Task PublishAsync(string target, string json, params (string Name, string Value)[] headers) =>
        PublishAsync(target, "application/json", Encoding.UTF8.GetBytes(json), headers);

    /// <summary>Publishes a body and gives what the app is sent for it.</summary>
    public async Task<Seen> DeliverAsync(string target, string? contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        var before = App.Requests.Count;
        await PublishAsync(target, contentType, body, headers);
        return (await Broker.EventsAsync(App, before + 1))[before];
    }

    /// <summary>Publishes JSON and gives what the app is sent for it.</summary>
    public Task<Seen> DeliverAsync(string target, string json, params (string Name, string Value)[] headers) =>
        DeliverAsync(target, "application/json", Encoding.UTF8.GetBytes(json), headers);

    public async ValueTask DisposeAsync()
    {
        await Sidecars.DisposeAsync();
        await App.DisposeAsync();
    }
}

/// <summary>Reads the events in requests.</summary>
internal static class SeenEvents
{
    public static JsonElement Json(this Seen request) => JsonDocument.Parse(request.Body).RootElement;

    public static string? Field(this Seen request, string name) => request.Json().GetProperty(name).GetString();
}

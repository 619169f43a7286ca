using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Checkout.SystemTests.Scenarios.Events;

/// <summary>
/// A service that keeps each event in its state store, under the route and the event's number. On <c>/shaky</c> it fails the first
/// delivery of an event, and every delivery of an event whose number is negative.
/// </summary>
internal sealed class EventApp : IAsyncDisposable
{
    private const string Store = "statestore";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> deliveries = new(StringComparer.Ordinal);

    public EventApp(int port, DaprClient dapr)
    {
        Dapr = dapr;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        app = builder.Build();
        app.MapPost("/paid", TakeAsync).WithTopic("pubsub", "paid");
        app.MapPost("/{route}", TakeAsync);
        app.MapSubscribeHandler();
    }

    public DaprClient Dapr { get; }

    /// <summary>How often an event came, whatever was answered.</summary>
    public int Deliveries(string route, int number) => deliveries.GetValueOrDefault(Key(route, number));

    /// <summary>What was kept of an event; null for nothing.</summary>
    public Task<string> KeptAsync(string route, int number) =>
        Dapr.GetStateAsync<string>(Store, Key(route, number), cancellationToken: TestContext.Current.CancellationToken);

    public Task StartAsync() => app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Dapr.Dispose();
    }

    private static string Key(string route, int number) => $"{route}-{number}";

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var route = request.Path.Value?.TrimStart('/') ?? string.Empty;
        if (!body.RootElement.TryGetProperty("entries", out var entries))
        {
            return await KeepAsync(route, body.RootElement) ? Results.Ok() : Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        deliveries.AddOrUpdate(Key("requests", 0), 1, (_, count) => count + 1);
        var statuses = new List<object>();
        foreach (var entry in entries.EnumerateArray())
        {
            await KeepAsync(route, entry.GetProperty("event"));
            statuses.Add(new { entryId = entry.GetProperty("entryId").GetString(), status = "SUCCESS" });
        }

        return Results.Json(new { statuses });
    }

    private async Task<bool> KeepAsync(string route, JsonElement cloudEvent)
    {
        var number = Number(cloudEvent);
        var delivery = deliveries.AddOrUpdate(Key(route, number), 1, (_, count) => count + 1);
        if (route is "shaky" && (number < 0 || delivery == 1))
        {
            return false;
        }

        await Dapr.SaveStateAsync(Store, Key(route, number), cloudEvent.GetRawText());
        return true;
    }

    private static int Number(JsonElement cloudEvent)
    {
        if (cloudEvent.TryGetProperty("data", out var data))
        {
            return data.GetProperty("n").GetInt32();
        }

        return int.Parse(Encoding.UTF8.GetString(cloudEvent.GetProperty("data_base64").GetBytesFromBase64()));
    }
}

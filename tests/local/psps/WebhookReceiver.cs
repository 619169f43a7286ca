using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Psps;

/// <summary>A merchant's server that takes notifications.</summary>
internal sealed class WebhookReceiver(WebApplication app, ConcurrentQueue<ReceivedNotification> accepted) : IAsyncDisposable
{
    /// <summary>What was acknowledged, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedNotification> Accepted => [.. accepted];

    /// <summary>Types of the events of Stripe's.</summary>
    public IReadOnlyList<string> Types => [.. accepted.Select(it => (string)it.Body["type"]!)];

    public string Url => $"{app.Urls.Single()}/notifications";

    /// <param name="refusals">How many are answered with 503 first.</param>
    public static async Task<WebhookReceiver> StartAsync(int refusals = 0)
    {
        var accepted = new ConcurrentQueue<ReceivedNotification>();
        var app = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]).Build();
        app.MapPost("/notifications", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var text = await reader.ReadToEndAsync();
            if (refusals-- > 0)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            accepted.Enqueue(new ReceivedNotification(new HeaderDictionary(request.Headers.ToDictionary()), text));
            return Results.Accepted();
        });
        await app.StartAsync(PspHost.Cancelled);
        return new WebhookReceiver(app, accepted);
    }

    public Task UntilAcceptedAsync(int count) => Eventually.TrueAsync(() => Task.FromResult(accepted.Count >= count));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A notification as it came over the wire.</summary>
internal sealed record ReceivedNotification(IHeaderDictionary Headers, string Text)
{
    public string Signature => Headers["Stripe-Signature"].ToString();

    public JsonNode Body { get; } = JsonNode.Parse(Text).ShouldNotBeNull();

    /// <summary>The one item of a message of Adyen's.</summary>
    public JsonNode Item => Body["notificationItems"]![0]!["NotificationRequestItem"]!;
}

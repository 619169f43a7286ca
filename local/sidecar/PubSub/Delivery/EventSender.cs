using System.Net.Http.Headers;
using Checkout.Local.Sidecar.Health;
using Checkout.Local.Sidecar.Hosting;

namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>Sends events to an app.</summary>
/// <param name="app">The app.</param>
/// <param name="address">Where it listens.</param>
/// <param name="http">The way there.</param>
internal sealed class EventSender(SidecarOptions app, Uri address, HttpMessageInvoker http)
{
    /// <summary>Posts one request.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Status and body of the app's answer.</returns>
    /// <exception cref="HttpRequestException">The app cannot be reached.</exception>
    /// <exception cref="IOException">The connection breaks before the answer has come.</exception>
    public async Task<(int Status, byte[] Body)> SendAsync(EventRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, request.Route.StartsWith('/') ? request.Route : $"/{request.Route}"));
        message.Content = new ReadOnlyMemoryContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } };
        foreach (var (name, value) in request.Metadata.Where(item => IsHeaderValue(item.Value)))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        Set(message, "pubsubname", request.PubSubName);
        Set(message, "User-Agent", AppChannel.UserAgent);
        if (request.TraceParent is { } parent)
        {
            Set(message, TraceContext.ParentHeader, TraceContext.Continue(parent).ToString());
        }

        if (app.AppApiToken is { } token)
        {
            Set(message, ApiTokens.Header, token);
        }

        using var response = await http.SendAsync(message, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static void Set(HttpRequestMessage message, string name, string value)
    {
        message.Headers.Remove(name);
        message.Headers.TryAddWithoutValidation(name, value);
    }

    // A value with a line break would end the header; other characters have no agreed encoding.
    private static bool IsHeaderValue(string value) => value.All(c => c is >= ' ' and <= '~' or '\t');
}

/// <summary>A request that carries one event, or several, to the app.</summary>
/// <param name="PubSubName">Component.</param>
/// <param name="Route">Path, with or without a leading slash.</param>
/// <param name="ContentType">Content type of the body.</param>
/// <param name="Body">A CloudEvent, or a list of them.</param>
/// <param name="TraceParent">The trace that the request belongs to; null for none.</param>
/// <param name="Metadata">What the publisher gave with the event; sent as headers.</param>
internal sealed record EventRequest(
    string PubSubName,
    string Route,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    string? TraceParent,
    IReadOnlyDictionary<string, string> Metadata);

using System.Text.Json;
using Checkout.Local.Sidecar.Hosting;
using Checkout.Local.Sidecar.Resiliency;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.PubSub.Publishing;

/// <summary>Publishes for one app: puts a CloudEvent around the data and hands it to the broker.</summary>
/// <param name="appId">The app.</param>
/// <param name="components">The pub/sub components that the app sees, by name.</param>
/// <param name="time">Clock for the events' times.</param>
internal sealed class Publisher(string appId, IReadOnlyDictionary<string, PubSubComponent> components, TimeProvider time)
{
    /// <summary>Publishes one event.</summary>
    /// <param name="context">The call; its trace goes on in the event.</param>
    /// <param name="target">Where to.</param>
    /// <param name="entry">What.</param>
    /// <returns>A task that ends when the broker has the event.</returns>
    /// <exception cref="Errors.ApiException">The target is unknown, the data is not what it says, or the broker fails.</exception>
    public async Task PublishAsync(HttpContext context, PublishTarget target, PublishEntry entry)
    {
        var component = Find(target);
        var message = Message(component.Broker, target, entry, EventMetadata.None, TraceContext.Of(context), State(context));
        await PublishAsync(component, target, message, context);
    }

    /// <summary>Publishes several events, none of them if one is not what it says.</summary>
    /// <param name="context">The call; its trace goes on in the events.</param>
    /// <param name="target">Where to.</param>
    /// <param name="entries">What.</param>
    /// <param name="common">Metadata that holds for all of them.</param>
    /// <returns>A task that ends when the broker has the events.</returns>
    /// <exception cref="Errors.ApiException">The target is unknown, an entry is not what it says, or the broker fails.</exception>
    public async Task PublishAllAsync(
        HttpContext context, PublishTarget target, IReadOnlyList<PublishEntry> entries, IReadOnlyDictionary<string, string> common)
    {
        var component = Find(target);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (entries.Any(entry => entry.Id is not { Length: > 0 } id || !ids.Add(id)))
        {
            throw PublishErrors.EntryIds(appId, target.PubSubName, target.Topic);
        }

        var trace = TraceContext.Of(context);
        foreach (var message in entries.Select(entry => Message(component.Broker, target, entry, common, trace.Child(), State(context))).ToList())
        {
            await PublishAsync(component, target, message, context);
        }
    }

    /// <summary>Finds the component of a call.</summary>
    /// <exception cref="Errors.ApiException">The app sees no such component, or the call names no component or topic.</exception>
    public PubSubComponent Find(PublishTarget target) =>
        target.PubSubName.Length == 0 ? throw PublishErrors.NameEmpty()
        : !components.TryGetValue(target.PubSubName, out var component) ? throw PublishErrors.NotFound(target.PubSubName)
        : target.Topic.Length == 0 ? throw PublishErrors.TopicEmpty(target.PubSubName)
        : component;

    private static string State(HttpContext context) => context.Request.Headers.TraceState.ToString();

    private async Task PublishAsync(PubSubComponent component, PublishTarget target, BrokerMessage message, HttpContext context)
    {
        if (!component.Scopes.MayPublish(target.Topic))
        {
            throw PublishErrors.Forbidden(appId, target.PubSubName, target.Topic);
        }

        try
        {
            await (component.Outbound?.RunAsync(stop => SendAsync(component.Broker, target.Topic, message, stop), _ => false, context.RequestAborted)
                ?? SendAsync(component.Broker, target.Topic, message, context.RequestAborted));
        }
        catch (Exception e) when (e is BrokerException or OutboundException)
        {
            throw PublishErrors.Failed(target.PubSubName, target.Topic, e.Message);
        }
    }

    private static async Task<bool> SendAsync(IPubSubBroker broker, string topic, BrokerMessage message, CancellationToken cancellationToken)
    {
        await broker.PublishAsync(topic, message, cancellationToken);
        return true;
    }

    private BrokerMessage Message(
        IPubSubBroker broker,
        PublishTarget target,
        PublishEntry entry,
        IReadOnlyDictionary<string, string> common,
        TraceContext trace,
        string traceState)
    {
        var metadata = EventMetadata.Merge(common, entry.Metadata);
        var passedOn = broker.ExpiresMessages ? metadata : entry.Metadata; // a time to live for all entries is the broker's business then
        if (EventMetadata.IsRaw(metadata))
        {
            return new BrokerMessage(entry.Data, passedOn);
        }

        var now = time.GetUtcNow();
        var expiresAt = broker.ExpiresMessages ? null : now + EventMetadata.TimeToLive(metadata);
        var data = new PublishedData(appId, target.PubSubName, target.Topic, entry.Data, entry.ContentType, metadata, trace, traceState);
        try
        {
            return new BrokerMessage(CloudEvent.Envelop(data, expiresAt, now), passedOn);
        }
        catch (JsonException e)
        {
            throw PublishErrors.CloudEvent(appId, target.PubSubName, e.Message);
        }
    }
}

/// <summary>Where an event is published to.</summary>
/// <param name="PubSubName">Component.</param>
/// <param name="Topic">Topic; it may hold slashes.</param>
internal sealed record PublishTarget(string PubSubName, string Topic);

/// <summary>An event to publish.</summary>
/// <param name="Id">Its name within a bulk call; null or empty if it has none.</param>
/// <param name="Data">The data.</param>
/// <param name="ContentType">What the data is; null or empty if the app does not say.</param>
/// <param name="Metadata">What goes with it; subscribers see it as headers.</param>
internal sealed record PublishEntry(string? Id, ReadOnlyMemory<byte> Data, string? ContentType, IReadOnlyDictionary<string, string> Metadata);

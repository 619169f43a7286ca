using System.Text.Json;
using Checkout.Local.Sidecar.PubSub.Cel;
using Checkout.Local.Sidecar.PubSub.Delivery;
using Checkout.Local.Sidecar.Resiliency;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.PubSub.Subscriptions;

/// <summary>What one app is subscribed to: by Subscription resources, and by its own answer to <c>GET /dapr/subscribe</c>.</summary>
internal sealed partial class AppSubscriptions : IAsyncDisposable
{
    private const int Concurrency = 64;

    private readonly SidecarOptions app;
    private readonly AppPubSub pubSub;
    private readonly HttpMessageInvoker http;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Dictionary<string, InboundPolicy> policies;
    private readonly List<IAsyncDisposable> open = [];
    private EventSender? sender;

    public AppSubscriptions(
        SidecarOptions app, AppPubSub pubSub, AppResiliency resiliency, HttpMessageInvoker http, TimeProvider time, ILogger logger)
    {
        this.app = app;
        this.pubSub = pubSub;
        this.http = http;
        this.time = time;
        this.logger = logger;
        policies = pubSub.Components.Keys.ToDictionary(name => name, name => new InboundPolicy(name, resiliency), StringComparer.Ordinal);
        All = pubSub.Declared;
    }

    /// <summary>The subscriptions known so far: the declared ones first.</summary>
    public IReadOnlyList<TopicSubscription> All { get; private set; }

    /// <summary>Subscribes to all that the app wants, once the app has said what that is.</summary>
    /// <param name="address">Where the app listens.</param>
    /// <param name="answer">Body of its answer to <c>GET /dapr/subscribe</c>; null for none.</param>
    /// <param name="cancellationToken">The sidecar stops.</param>
    /// <returns>A task that ends when events flow.</returns>
    public async Task OpenAsync(Uri address, byte[]? answer, CancellationToken cancellationToken)
    {
        All = [.. pubSub.Declared, .. ReadAnswer(answer)];
        sender = new EventSender(app, address, http);
        await ResumeAsync(cancellationToken);
        foreach (var component in pubSub.Components.Values)
        {
            component.Broker.Decide(app.AppId);
        }
    }

    /// <summary>Ends the subscriptions while the app is unhealthy; the broker keeps what is published meanwhile, if it can.</summary>
    /// <returns>A task that ends when no event is with the app any more.</returns>
    public async Task PauseAsync()
    {
        await Task.WhenAll(open.Select(subscription => subscription.DisposeAsync().AsTask()));
        open.Clear();
    }

    /// <summary>Subscribes again to what the app has asked for.</summary>
    /// <param name="cancellationToken">The sidecar stops.</param>
    /// <returns>A task that ends when events flow.</returns>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (sender is null)
        {
            return;
        }

        var topics = new HashSet<(string, string)>();
        foreach (var subscription in All)
        {
            if (!topics.Add((subscription.PubSubName, subscription.Topic)))
            {
                LogRepeated(app.AppId, subscription.PubSubName, subscription.Topic);
            }
            else if (!pubSub.Components.TryGetValue(subscription.PubSubName, out var component))
            {
                LogUnknown(app.AppId, subscription.Topic, subscription.PubSubName);
            }
            else if (!component.Scopes.MaySubscribe(subscription.Topic))
            {
                LogForbidden(app.AppId, subscription.Topic, subscription.PubSubName);
            }
            else
            {
                await OpenAsync(subscription, component, sender, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await PauseAsync();

    private async Task OpenAsync(
        TopicSubscription subscription, PubSubComponent component, EventSender sender, CancellationToken cancellationToken)
    {
        var delivery = new TopicDelivery(subscription, component, sender, policies[subscription.PubSubName], time, logger);
        var concurrency = Math.Max(Concurrency, subscription.Bulk?.MaxMessages ?? 0);
        try
        {
            var consumer = new TopicConsumer(app.AppId, subscription.Topic, subscription.Metadata, concurrency, delivery.HandleAsync);
            open.Add(await component.Broker.SubscribeAsync(consumer, cancellationToken));
        }
        catch (BrokerException e)
        {
            LogFailed(app.AppId, subscription.Topic, subscription.PubSubName, e.Message);
        }
    }

    private IReadOnlyList<TopicSubscription> ReadAnswer(byte[]? answer)
    {
        try
        {
            return ProgrammaticSubscriptions.Read(answer);
        }
        catch (Exception e) when (e is JsonException or CelSyntaxException)
        {
            LogUnreadable(app.AppId, e.Message);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "App {AppId} has answered /dapr/subscribe with what is no list of subscriptions: {Reason}")]
    private partial void LogUnreadable(string appId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "App {AppId} subscribes twice to {PubSub}/{Topic}; the first subscription counts")]
    private partial void LogRepeated(string appId, string pubSub, string topic);

    [LoggerMessage(Level = LogLevel.Error, Message = "App {AppId} subscribes to {Topic} on the pub/sub component {PubSub}, which it does not see")]
    private partial void LogUnknown(string appId, string topic, string pubSub);

    [LoggerMessage(Level = LogLevel.Error, Message = "App {AppId} may not subscribe to {Topic} on {PubSub}: the component's scopes do not let it")]
    private partial void LogForbidden(string appId, string topic, string pubSub);

    [LoggerMessage(Level = LogLevel.Error, Message = "App {AppId} cannot be subscribed to {Topic} on {PubSub}: {Reason}")]
    private partial void LogFailed(string appId, string topic, string pubSub, string reason);
}

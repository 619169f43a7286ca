using Checkout.Local.Sidecar.PubSub.Cel;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>
/// Brings the events of one subscription to the app. An event that the app fails to take is tried again only if a policy says so; then
/// it goes to the dead letter topic if there is one, and else back to the broker, which may forget it.
/// </summary>
internal sealed partial class TopicDelivery
{
    private readonly TopicSubscription subscription;
    private readonly PubSubComponent component;
    private readonly EventSender sender;
    private readonly InboundPolicy policy;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly BulkDelivery? bulk;

    public TopicDelivery(
        TopicSubscription subscription, PubSubComponent component, EventSender sender, InboundPolicy policy, TimeProvider time, ILogger logger)
    {
        this.subscription = subscription;
        this.component = component;
        this.sender = sender;
        this.policy = policy;
        this.time = time;
        this.logger = logger;
        bulk = subscription.Bulk is { } options ? new BulkDelivery(options, time, SendBulkAsync) : null;
    }

    /// <summary>Delivers one message, alone or together with others.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">The sidecar stops.</param>
    /// <returns>Whether the broker is to forget the message, once nothing more is to be done for it here.</returns>
    public async Task<MessageOutcome> HandleAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        if (ReceivedEvent.Read(message, subscription) is not { } received)
        {
            LogUnreadable(subscription.PubSubName, subscription.Topic);
            return await FailAsync(message, cancellationToken);
        }

        string? route;
        try
        {
            route = CloudEvent.HasExpired(received.Json, time.GetUtcNow()) ? null : subscription.RouteOf(received.Json);
        }
        catch (CelEvaluationException e)
        {
            LogNoRoute(subscription.PubSubName, subscription.Topic, e.Message);
            return await FailAsync(message, cancellationToken);
        }

        if (route is null)
        {
            await BuryAsync(message, cancellationToken);
            return MessageOutcome.Done;
        }

        var verdict = bulk is not null
            ? await bulk.AddAsync(new BulkEntry(Guid.NewGuid().ToString(), route, received), cancellationToken)
            : await policy.RunAsync(stop => SendAsync(route, received, stop), cancellationToken);
        return verdict switch
        {
            AppVerdict.Success => MessageOutcome.Done,
            AppVerdict.Drop when subscription.DeadLetterTopic is null => MessageOutcome.Done,
            _ => await FailAsync(message, cancellationToken),
        };
    }

    private async Task<MessageOutcome> FailAsync(BrokerMessage message, CancellationToken cancellationToken) =>
        await BuryAsync(message, cancellationToken) ? MessageOutcome.Done : MessageOutcome.Failed;

    private async Task<AppVerdict> SendAsync(string route, ReceivedEvent received, CancellationToken cancellationToken)
    {
        var request = new EventRequest(
            subscription.PubSubName, route, EventContentType.CloudEvent, received.Body, received.TraceParent, received.Message.Metadata);
        return await TrySendAsync(request, cancellationToken) is var (status, body) ? Judge(status, body) : AppVerdict.Retry;

        AppVerdict Judge(int status, byte[] body)
        {
            var verdict = AppVerdicts.OfOne(status, body);
            if (verdict is not AppVerdict.Success)
            {
                LogRefused(route, status, verdict);
            }

            return verdict;
        }
    }

    // Only what is to be retried is sent again.
    private async Task<IReadOnlyDictionary<string, AppVerdict>> SendBulkAsync(
        string route, IReadOnlyList<BulkEntry> entries, CancellationToken cancellationToken)
    {
        var verdicts = entries.ToDictionary(entry => entry.Id, _ => AppVerdict.Retry, StringComparer.Ordinal);
        await policy.RunAsync(async stop =>
        {
            var open = entries.Where(entry => verdicts[entry.Id] is AppVerdict.Retry).ToList();
            var request = new EventRequest(
                subscription.PubSubName, route, EventContentType.Json, BulkJson.Write(subscription, open), open[0].Event.TraceParent, EventMetadata.None);
            if (await TrySendAsync(request, stop) is var (status, body))
            {
                foreach (var (id, verdict) in AppVerdicts.OfBulk(status, body, [.. open.Select(entry => entry.Id)]))
                {
                    verdicts[id] = verdict;
                }
            }

            return verdicts.ContainsValue(AppVerdict.Retry) ? AppVerdict.Retry : AppVerdict.Success;
        }, cancellationToken);
        return verdicts;
    }

    private async Task<(int Status, byte[] Body)?> TrySendAsync(EventRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            LogUnreachable(request.Route, e.Message);
            return null;
        }
    }

    private async Task<bool> BuryAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        if (subscription.DeadLetterTopic is not { } topic)
        {
            return false;
        }

        if (!component.Scopes.MayPublish(topic))
        {
            LogNotBuried(subscription.PubSubName, topic, "the component's scopes do not let the app publish to it");
            return false;
        }

        try
        {
            await component.Broker.PublishAsync(topic, message, cancellationToken);
            return true;
        }
        catch (BrokerException e)
        {
            LogNotBuried(subscription.PubSubName, topic, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message on {PubSub}/{Topic} is no CloudEvent and is not delivered")]
    private partial void LogUnreadable(string pubSub, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An event on {PubSub}/{Topic} is not delivered, as a rule cannot be evaluated: {Reason}")]
    private partial void LogNoRoute(string pubSub, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The app answered an event on {Route} with {Status}: {Verdict}")]
    private partial void LogRefused(string route, int status, AppVerdict verdict);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The app did not answer an event on {Route}: {Reason}")]
    private partial void LogUnreachable(string route, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "An event could not be sent to the dead letter topic {PubSub}/{Topic}: {Reason}")]
    private partial void LogNotBuried(string pubSub, string topic, string reason);
}

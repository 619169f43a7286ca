using Dapr;
using Dapr.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Subscribes endpoints to topics; <c>MapSubscribeHandler</c> tells the sidecar.</summary>
public static class DaprEndpointConventionBuilderExtensions
{
    /// <summary>Subscribes the endpoint to a topic.</summary>
    /// <typeparam name="T">Type of the endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <returns>The endpoint.</returns>
    public static T WithTopic<T>(this T builder, string pubsubName, string name)
        where T : IEndpointConventionBuilder =>
        builder.WithTopic(new TopicOptions { PubsubName = pubsubName, Name = name });

    /// <summary>Subscribes the endpoint to a topic.</summary>
    /// <typeparam name="T">Type of the endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="metadata">What the component takes besides.</param>
    /// <returns>The endpoint.</returns>
    public static T WithTopic<T>(this T builder, string pubsubName, string name, IDictionary<string, string> metadata)
        where T : IEndpointConventionBuilder =>
        builder.WithTopic(new TopicOptions { PubsubName = pubsubName, Name = name, Metadata = metadata });

    /// <summary>Subscribes the endpoint to a topic.</summary>
    /// <typeparam name="T">Type of the endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="enableRawPayload">Whether messages come without being CloudEvents at the publisher.</param>
    /// <returns>The endpoint.</returns>
    public static T WithTopic<T>(this T builder, string pubsubName, string name, bool enableRawPayload)
        where T : IEndpointConventionBuilder =>
        builder.WithTopic(new TopicOptions { PubsubName = pubsubName, Name = name, EnableRawPayload = enableRawPayload });

    /// <summary>Subscribes the endpoint to a topic.</summary>
    /// <typeparam name="T">Type of the endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="enableRawPayload">Whether messages come without being CloudEvents at the publisher.</param>
    /// <param name="metadata">What the component takes besides.</param>
    /// <returns>The endpoint.</returns>
    public static T WithTopic<T>(
        this T builder, string pubsubName, string name, bool enableRawPayload, IDictionary<string, string> metadata)
        where T : IEndpointConventionBuilder =>
        builder.WithTopic(new TopicOptions
        {
            PubsubName = pubsubName,
            Name = name,
            EnableRawPayload = enableRawPayload,
            Metadata = metadata,
        });

    /// <summary>Subscribes the endpoint to a topic.</summary>
    /// <typeparam name="T">Type of the endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="topicOptions">The subscription.</param>
    /// <returns>The endpoint.</returns>
    public static T WithTopic<T>(this T builder, TopicOptions topicOptions)
        where T : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(topicOptions);
        ArgumentException.ThrowIfNullOrEmpty(topicOptions.PubsubName);
        ArgumentException.ThrowIfNullOrEmpty(topicOptions.Name);
        var topic = new TopicAttribute(topicOptions.PubsubName, topicOptions.Name, topicOptions.OwnedMetadatas, topicOptions.MetadataSeparator)
        {
            EnableRawPayload = topicOptions.EnableRawPayload ? true : null,
            Match = topicOptions.Match,
            Priority = topicOptions.Priority,
            DeadLetterTopic = topicOptions.DeadLetterTopic,
        };
        builder.Add(endpoint =>
        {
            endpoint.Metadata.Add(topic);
            if (topicOptions.Metadata is { } metadata)
            {
                endpoint.Metadata.Add(new TopicMetadata(metadata.AsReadOnly()));
            }
        });
        return builder;
    }

    /// <summary>Has the events of one of the endpoint's topics delivered many at a time.</summary>
    /// <typeparam name="T">Type of the endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="bulkSubscribeTopicOptions">The topic, and how many events at most.</param>
    /// <returns>The endpoint.</returns>
    public static T WithBulkSubscribe<T>(this T builder, BulkSubscribeTopicOptions bulkSubscribeTopicOptions)
        where T : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(bulkSubscribeTopicOptions);
        ArgumentException.ThrowIfNullOrEmpty(bulkSubscribeTopicOptions.TopicName);
        var bulk = new BulkSubscription(
            bulkSubscribeTopicOptions.TopicName, bulkSubscribeTopicOptions.MaxMessagesCount, bulkSubscribeTopicOptions.MaxAwaitDurationMs);
        builder.Add(endpoint => endpoint.Metadata.Add(bulk));
        return builder;
    }
}

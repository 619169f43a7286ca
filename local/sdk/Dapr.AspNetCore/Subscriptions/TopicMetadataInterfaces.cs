namespace Dapr;

/// <summary>Subscribes an endpoint to a topic.</summary>
public interface ITopicMetadata
{
    /// <summary>The topic.</summary>
    string Name { get; }

    /// <summary>The pub/sub component.</summary>
    string PubsubName { get; }

    /// <summary>CEL expression over the event; null for every event.</summary>
    string? Match { get; }

    /// <summary>Rules with lower numbers are tried first.</summary>
    int Priority { get; }
}

/// <summary>Says whether the messages of a subscription come without being CloudEvents at the publisher.</summary>
public interface IRawTopicMetadata
{
    /// <summary>Whether they do; null leaves it to <see cref="SubscribeOptions"/>.</summary>
    bool? EnableRawPayload { get; }
}

/// <summary>Names the topic for events that could not be delivered.</summary>
public interface IDeadLetterTopicMetadata
{
    /// <summary>The topic; null for none.</summary>
    string? DeadLetterTopic { get; }
}

/// <summary>Says which <see cref="IOriginalTopicMetadata"/> belong to a subscription.</summary>
public interface IOwnedOriginalTopicMetadata
{
    /// <summary>IDs of the metadata that belong to it beside those without an ID.</summary>
    string[]? OwnedMetadatas { get; }

    /// <summary>Stands between several values of one name; a comma when null.</summary>
    string? MetadataSeparator { get; }
}

/// <summary>One thing that the component of a subscription takes besides.</summary>
public interface IOriginalTopicMetadata
{
    /// <summary>Ties it to the subscriptions that name it; null for all of the endpoint.</summary>
    string? Id { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its value.</summary>
    string Value { get; }
}

/// <summary>Has the events of a topic delivered many at a time.</summary>
public interface IBulkSubscribeMetadata
{
    /// <summary>The topic.</summary>
    string TopicName { get; }

    /// <summary>How many events go into one request at most.</summary>
    int MaxMessagesCount { get; }

    /// <summary>How long an event waits for others, in milliseconds.</summary>
    int MaxAwaitDurationMs { get; }
}

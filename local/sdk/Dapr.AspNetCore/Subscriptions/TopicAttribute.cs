namespace Dapr;

/// <summary>Subscribes the endpoint that bears it to a topic.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class TopicAttribute : Attribute, ITopicMetadata, IRawTopicMetadata, IOwnedOriginalTopicMetadata, IDeadLetterTopicMetadata
{
    /// <summary>Subscribes to all events of a topic.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="ownedMetadatas">IDs of the <see cref="TopicMetadataAttribute"/>s that belong to it.</param>
    /// <param name="metadataSeparator">Stands between several values of one name; a comma when null.</param>
    public TopicAttribute(string pubsubName, string name, string[]? ownedMetadatas = null, string? metadataSeparator = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        PubsubName = pubsubName;
        Name = name;
        OwnedMetadatas = ownedMetadatas;
        MetadataSeparator = metadataSeparator;
    }

    /// <summary>Subscribes, with or without CloudEvents.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="enableRawPayload">Whether messages come without being CloudEvents at the publisher.</param>
    /// <param name="ownedMetadatas">IDs of the <see cref="TopicMetadataAttribute"/>s that belong to it.</param>
    /// <param name="metadataSeparator">Stands between several values of one name; a comma when null.</param>
    public TopicAttribute(
        string pubsubName, string name, bool enableRawPayload, string[]? ownedMetadatas = null, string? metadataSeparator = null)
        : this(pubsubName, name, ownedMetadatas, metadataSeparator) => EnableRawPayload = enableRawPayload;

    /// <summary>Subscribes to the events of a topic for which an expression holds.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="match">CEL expression over the event, e.g. <c>event.type == "order.paid"</c>.</param>
    /// <param name="priority">Rules with lower numbers are tried first.</param>
    /// <param name="ownedMetadatas">IDs of the <see cref="TopicMetadataAttribute"/>s that belong to it.</param>
    /// <param name="metadataSeparator">Stands between several values of one name; a comma when null.</param>
    public TopicAttribute(
        string pubsubName, string name, string match, int priority, string[]? ownedMetadatas = null, string? metadataSeparator = null)
        : this(pubsubName, name, ownedMetadatas, metadataSeparator)
    {
        Match = match;
        Priority = priority;
    }

    /// <summary>Subscribes to the events for which an expression holds, with or without CloudEvents.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="enableRawPayload">Whether messages come without being CloudEvents at the publisher.</param>
    /// <param name="match">CEL expression over the event.</param>
    /// <param name="priority">Rules with lower numbers are tried first.</param>
    /// <param name="ownedMetadatas">IDs of the <see cref="TopicMetadataAttribute"/>s that belong to it.</param>
    /// <param name="metadataSeparator">Stands between several values of one name; a comma when null.</param>
    public TopicAttribute(
        string pubsubName,
        string name,
        bool enableRawPayload,
        string match,
        int priority,
        string[]? ownedMetadatas = null,
        string? metadataSeparator = null)
        : this(pubsubName, name, match, priority, ownedMetadatas, metadataSeparator) => EnableRawPayload = enableRawPayload;

    /// <summary>Subscribes to all events of a topic, with a topic for those that cannot be delivered.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="deadLetterTopic">Topic for events that could not be delivered.</param>
    /// <param name="enableRawPayload">Whether messages come without being CloudEvents at the publisher.</param>
    /// <param name="ownedMetadatas">IDs of the <see cref="TopicMetadataAttribute"/>s that belong to it.</param>
    /// <param name="metadataSeparator">Stands between several values of one name; a comma when null.</param>
    public TopicAttribute(
        string pubsubName,
        string name,
        string deadLetterTopic,
        bool enableRawPayload,
        string[]? ownedMetadatas = null,
        string? metadataSeparator = null)
        : this(pubsubName, name, enableRawPayload, ownedMetadatas, metadataSeparator) => DeadLetterTopic = deadLetterTopic;

    /// <inheritdoc/>
    public string Name { get; set; }

    /// <inheritdoc/>
    public string PubsubName { get; set; }

    /// <inheritdoc/>
    public bool? EnableRawPayload { get; set; }

    /// <inheritdoc/>
    public new string? Match { get; set; }

    /// <inheritdoc/>
    public int Priority { get; set; }

    /// <inheritdoc/>
    public string[]? OwnedMetadatas { get; set; }

    /// <inheritdoc/>
    public string? MetadataSeparator { get; set; }

    /// <inheritdoc/>
    public string? DeadLetterTopic { get; set; }
}

namespace Dapr;

/// <summary>Subscribes the endpoint that bears it to a topic.</summary>
/// <param name="pubsubName">The pub/sub component.</param>
/// <param name="name">The topic.</param>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class TopicAttribute(string pubsubName, string name) : Attribute
{
    /// <summary>Subscribes, with or without CloudEvents.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="enableRawPayload">Whether messages come without being CloudEvents at the publisher.</param>
    public TopicAttribute(string pubsubName, string name, bool enableRawPayload)
        : this(pubsubName, name) => EnableRawPayload = enableRawPayload;

    /// <summary>Subscribes to the events of a topic for which an expression holds.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="name">The topic.</param>
    /// <param name="match">CEL expression over the event, e.g. <c>event.type == "order.paid"</c>.</param>
    /// <param name="priority">Rules with lower numbers are tried first.</param>
    public TopicAttribute(string pubsubName, string name, string match, int priority)
        : this(pubsubName, name)
    {
        Match = match;
        Priority = priority;
    }

    /// <summary>The topic.</summary>
    public string Name { get; set; } = name;

    /// <summary>The pub/sub component.</summary>
    public string PubsubName { get; set; } = pubsubName;

    /// <summary>Whether messages come without being CloudEvents at the publisher.</summary>
    public bool? EnableRawPayload { get; set; }

    /// <summary>CEL expression over the event; null for every event.</summary>
    public new string? Match { get; set; }

    /// <summary>Rules with lower numbers are tried first.</summary>
    public int Priority { get; set; }

    /// <summary>Topic for events that could not be delivered.</summary>
    public string? DeadLetterTopic { get; set; }
}

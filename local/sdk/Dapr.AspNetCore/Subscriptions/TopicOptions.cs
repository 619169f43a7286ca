namespace Dapr;

/// <summary>A subscription of an endpoint.</summary>
public class TopicOptions
{
    /// <summary>The topic.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The pub/sub component.</summary>
    public string PubsubName { get; set; } = string.Empty;

    /// <summary>Whether messages come without being CloudEvents at the publisher.</summary>
    public bool EnableRawPayload { get; set; }

    /// <summary>CEL expression over the event; null for every event.</summary>
    public string? Match { get; set; }

    /// <summary>Rules with lower numbers are tried first.</summary>
    public int Priority { get; set; }

    /// <summary>What the component takes besides.</summary>
    public IDictionary<string, string>? Metadata { get; set; }

    /// <summary>IDs of the <see cref="TopicMetadataAttribute"/>s that belong to it.</summary>
    public string[]? OwnedMetadatas { get; set; }

    /// <summary>Stands between several values of one name; a comma when null.</summary>
    public string? MetadataSeparator { get; set; }

    /// <summary>Topic for events that could not be delivered.</summary>
    public string? DeadLetterTopic { get; set; }
}

/// <summary>Metadata of an endpoint's subscriptions, beside their <see cref="TopicAttribute"/>.</summary>
internal sealed record TopicMetadata(IReadOnlyDictionary<string, string> Values);

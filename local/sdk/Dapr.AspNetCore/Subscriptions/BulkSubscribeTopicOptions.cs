namespace Dapr.AspNetCore;

/// <summary>How the events of a topic are delivered many at a time.</summary>
public class BulkSubscribeTopicOptions
{
    /// <summary>The topic.</summary>
    public string TopicName { get; set; } = string.Empty;

    /// <summary>How many events go into one request at most.</summary>
    public int MaxMessagesCount { get; set; } = 100;

    /// <summary>How long an event waits for others, in milliseconds.</summary>
    public int MaxAwaitDurationMs { get; set; } = 1000;
}

/// <summary>A topic of an endpoint that is delivered in bulk.</summary>
internal sealed record BulkSubscription(string TopicName, int MaxMessagesCount, int MaxAwaitDurationMs) : IBulkSubscribeMetadata;

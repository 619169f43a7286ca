namespace Dapr;

/// <summary>What holds for all subscriptions of the app.</summary>
public class SubscribeOptions
{
    /// <summary>Whether messages come without being CloudEvents at the publisher, unless the subscription says otherwise.</summary>
    public bool EnableRawPayload { get; set; }
}

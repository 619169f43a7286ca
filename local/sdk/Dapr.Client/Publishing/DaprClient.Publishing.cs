namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Publishes an event.</summary>
    /// <typeparam name="TData">Type of the event.</typeparam>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="data">The event; written as JSON.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when the broker has the event.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event with metadata.</summary>
    /// <typeparam name="TData">Type of the event.</typeparam>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="data">The event; written as JSON.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when the broker has the event.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName,
        string topicName,
        TData data,
        Dictionary<string, string> metadata,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when the broker has the event.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data, with metadata.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when the broker has the event.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task PublishEventAsync(
        string pubsubName, string topicName, Dictionary<string, string> metadata, CancellationToken cancellationToken = default);
}

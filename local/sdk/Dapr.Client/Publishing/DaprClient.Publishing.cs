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

    /// <summary>Publishes several events in one call.</summary>
    /// <typeparam name="TValue">Type of the events.</typeparam>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="events">The events; written as JSON.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The events that were not published; none if all were.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<BulkPublishResponse<TValue>> BulkPublishEventAsync<TValue>(
        string pubsubName,
        string topicName,
        IReadOnlyList<TValue> events,
        Dictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes bytes as they are.</summary>
    /// <param name="pubsubName">The pub/sub component.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="dataContentType">Their media type.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when the broker has the event.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task PublishByteEventAsync(
        string pubsubName,
        string topicName,
        ReadOnlyMemory<byte> data,
        string dataContentType = "application/json",
        Dictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);
}

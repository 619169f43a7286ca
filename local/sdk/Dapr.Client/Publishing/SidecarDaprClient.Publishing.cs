using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    public override Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, Write(data), metadata: null, cancellationToken);

    public override Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, Dictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, Write(data), metadata, cancellationToken);
    }

    public override Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, content: null, metadata: null, cancellationToken);

    public override Task PublishEventAsync(
        string pubsubName, string topicName, Dictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, content: null, metadata, cancellationToken);
    }

    private async Task PublishAsync(
        string pubsubName, string topicName, ByteString? content, Dictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        var request = new PublishEventRequest { PubsubName = pubsubName, Topic = topicName };
        if (content is not null)
        {
            request.Data = content;
            request.DataContentType = "application/json";
        }

        Add(request.Metadata, metadata);
        await CallAsync("Publish", RuntimeMethods.PublishEvent, request, cancellationToken);
    }
}

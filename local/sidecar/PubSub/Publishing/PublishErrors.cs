using Checkout.Local.Sidecar.Errors;
using Grpc.Core;

namespace Checkout.Local.Sidecar.PubSub.Publishing;

/// <summary>The errors of publishing, in daprd's words.</summary>
internal static class PublishErrors
{
    /// <summary>No such component, or none at all.</summary>
    public static ApiException NotFound(string pubSub) => new(
        404, StatusCode.InvalidArgument, "ERR_PUBSUB_NOT_FOUND", $"pubsub {pubSub} is not found",
        new ErrorDetail.ErrorInfo("DAPR_PUBSUB_NOT_FOUND", EventMetadata.None));

    /// <summary>The call names no component.</summary>
    public static ApiException NameEmpty() => new(
        404, StatusCode.InvalidArgument, "ERR_PUBSUB_EMPTY", "pubsub name is empty",
        new ErrorDetail.ResourceInfo("pubsub", string.Empty), new ErrorDetail.ErrorInfo("DAPR_PUBSUB_NAME_EMPTY"));

    /// <summary>The call names no topic.</summary>
    public static ApiException TopicEmpty(string pubSub) => new(
        404, StatusCode.InvalidArgument, "ERR_TOPIC_NAME_EMPTY", $"topic is empty in pubsub {pubSub}",
        new ErrorDetail.ResourceInfo("pubsub", pubSub), new ErrorDetail.ErrorInfo("DAPR_PUBSUB_TOPIC_NAME_EMPTY"));

    /// <summary>Data that calls itself a CloudEvent is none.</summary>
    public static ApiException CloudEvent(string appId, string pubSub, string reason) => new(
        500, StatusCode.InvalidArgument, "ERR_PUBSUB_CLOUD_EVENTS_SER", "cannot create cloudevent",
        new ErrorDetail.ResourceInfo("pubsub", pubSub),
        new ErrorDetail.ErrorInfo("DAPR_PUBSUB_CLOUD_EVENT_CREATION", Metadata(appId, reason)));

    /// <summary>The entries of a bulk publish have no IDs, or the same.</summary>
    public static ApiException EntryIds(string appId, string pubSub, string topic)
    {
        const string Reason = "entryId is duplicated or not present for entry";
        return Bulk(
            $"error marshaling events to bytes for topic {topic} pubsub {pubSub}. error: {Reason}", pubSub, "DAPR_PUBSUB_MARSHAL_EVENTS",
            Metadata(appId, Reason));
    }

    /// <summary>An entry's event is not of the kind that its content type says.</summary>
    public static ApiException ContentTypeMismatch(string appId, string pubSub, string topic)
    {
        const string Reason = "error: mismatch between contentType and event";
        return Bulk(
            $"error when marshalling cloud event envelope for topic {topic} pubsub {pubSub}: {Reason}", pubSub, "DAPR_PUBSUB_MARSHAL_ENVELOPE",
            Metadata(appId, Reason));
    }

    /// <summary>The body of a bulk publish is not a list of entries.</summary>
    public static ApiException NotEntries(string appId, string pubSub, string topic, string reason) => Bulk(
        $"error when unmarshaling the request for topic {topic} pubsub {pubSub}: {reason}", pubSub, "DAPR_PUBSUB_UNMARSHAL_EVENTS",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["appID"] = appId });

    /// <summary>The component's scopes do not let the app publish to the topic.</summary>
    public static ApiException Forbidden(string appId, string pubSub, string topic)
    {
        var message = $"topic {topic} is not allowed for app id {appId}";
        return new ApiException(
            403, StatusCode.PermissionDenied, "ERR_PUBSUB_FORBIDDEN", message,
            new ErrorDetail.ResourceInfo("pubsub", pubSub),
            new ErrorDetail.ErrorInfo(
                "DAPR_PUBSUB_FORBIDDEN", new Dictionary<string, string>(StringComparer.Ordinal) { ["topic"] = topic, ["error"] = message }));
    }

    /// <summary>The broker does not take the event.</summary>
    public static ApiException Failed(string pubSub, string topic, string reason) => new(
        500, StatusCode.Internal, "ERR_PUBSUB_PUBLISH_MESSAGE", $"error when publish to topic {topic} in pubsub {pubSub}: {reason}",
        new ErrorDetail.ErrorInfo("DAPR_PUBSUB_PUBLISH_MESSAGE"));

    private static ApiException Bulk(string message, string pubSub, string reason, IReadOnlyDictionary<string, string> metadata) => new(
        400, StatusCode.InvalidArgument, "ERR_PUBSUB_EVENTS_SER", message,
        new ErrorDetail.ResourceInfo("pubsub", pubSub), new ErrorDetail.ErrorInfo(reason, metadata));

    private static Dictionary<string, string> Metadata(string appId, string reason) =>
        new(StringComparer.Ordinal) { ["appID"] = appId, ["error"] = reason };
}

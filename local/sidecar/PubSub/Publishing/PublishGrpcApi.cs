using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Hosting;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.PubSub.Publishing;

/// <summary>The publish methods of the Dapr service.</summary>
internal static class PublishGrpcApi
{
    /// <summary>Maps the methods for one app.</summary>
    public static void MapPublishing(this IEndpointRouteBuilder routes, Publisher publisher)
    {
        routes.MapDapr("PublishEvent", PublishEventRequest.Parser, async (request, context) =>
        {
            var target = new PublishTarget(request.PubsubName, request.Topic);
            var metadata = WithTrace(request.Metadata, context);
            await publisher.PublishAsync(context, target, new PublishEntry(null, request.Data.Memory, request.DataContentType, metadata));
            return new Empty();
        });
        routes.MapDapr("BulkPublishEvent", BulkPublishRequest.Parser, (request, context) => PublishAllAsync(publisher, request, context));
        routes.MapDapr("BulkPublishEventAlpha1", BulkPublishRequest.Parser, (request, context) => PublishAllAsync(publisher, request, context));
    }

    private static async Task<BulkPublishResponse> PublishAllAsync(Publisher publisher, BulkPublishRequest request, HttpContext context)
    {
        var entries = request.Entries.Select(entry => new PublishEntry(
            entry.EntryId, entry.Event.Memory, entry.ContentType, entry.Metadata.ToDictionary(StringComparer.Ordinal))).ToList();
        var target = new PublishTarget(request.PubsubName, request.Topic);
        await publisher.PublishAllAsync(context, target, entries, request.Metadata.ToDictionary(StringComparer.Ordinal));
        return new BulkPublishResponse();
    }

    // A raw payload has no envelope for the trace: over gRPC daprd puts it into the metadata.
    private static Dictionary<string, string> WithTrace(IDictionary<string, string> given, HttpContext context)
    {
        var metadata = new Dictionary<string, string>(given, StringComparer.Ordinal);
        if (EventMetadata.IsRaw(metadata))
        {
            metadata["traceid"] = metadata[TraceContext.ParentHeader] = TraceContext.Of(context).ToString();
        }

        return metadata;
    }
}

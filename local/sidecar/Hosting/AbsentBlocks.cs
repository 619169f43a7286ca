using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Http;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Hosting;

/// <summary>Building blocks of Dapr that this sidecar does not have: they answer as a daprd without such components does.</summary>
internal static class AbsentBlocks
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    /// <summary>Maps the routes.</summary>
    public static void MapAbsentBlocks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1.0/configuration/{store}", (RequestDelegate)(_ =>
            throw Error("ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured")));
        routes.MapMethods("/v1.0/bindings/{name}", Writes, (RequestDelegate)(context =>
        {
            var name = RequestPath.Segments(context)[2];
            throw Error("ERR_INVOKE_OUTPUT_BINDING", $"error invoking output binding {name}: couldn't find output binding {name}");
        }));
        routes.MapMethods(
            "/v1.0/publish/{pubsub}/{topic}/{**rest}", Writes, (RequestDelegate)(context => throw NoPubSub(RequestPath.Segments(context)[2])));
        routes.MapMethods(
            "/v1.0/publish/bulk/{pubsub}/{topic}/{**rest}", Writes, (RequestDelegate)(context => throw NoPubSub(RequestPath.Segments(context)[3])));
        routes.MapPost("/v1.0-alpha1/lock/{store}", (RequestDelegate)(_ => throw Error("ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured")));
        routes.MapPost("/v1.0-alpha1/unlock/{store}", (RequestDelegate)(_ => throw Error("ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured")));
    }

    /// <summary>Maps the methods of the Dapr service.</summary>
    public static void MapAbsentMethods(this IEndpointRouteBuilder routes)
    {
        routes.MapDapr<PublishEventRequest, Empty>("PublishEvent", PublishEventRequest.Parser, (request, _) => throw NoPubSub(request.PubsubName));
        routes.MapDapr<BulkPublishRequest, BulkPublishResponse>(
            "BulkPublishEvent", BulkPublishRequest.Parser, (request, _) => throw NoPubSub(request.PubsubName));
        routes.MapDapr<BulkPublishRequest, BulkPublishResponse>(
            "BulkPublishEventAlpha1", BulkPublishRequest.Parser, (request, _) => throw NoPubSub(request.PubsubName));
    }

    private static ApiException NoPubSub(string name) => new(
        404, StatusCode.InvalidArgument, "ERR_PUBSUB_NOT_FOUND", $"pubsub {name} is not found", new ErrorDetail.ErrorInfo("DAPR_PUBSUB_NOT_FOUND"));

    private static ApiException Error(string errorCode, string message) => new(500, StatusCode.FailedPrecondition, errorCode, message);
}

using Checkout.Local.Sidecar.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.PubSub.Publishing;

/// <summary>The publish API over HTTP, <c>/v1.0/publish</c>.</summary>
internal static class PublishHttpApi
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    /// <summary>Maps the routes for one app.</summary>
    /// <param name="routes">The app's HTTP routes.</param>
    /// <param name="appId">The app.</param>
    /// <param name="publisher">What they call.</param>
    /// <param name="maxBodyBytes">Largest request body.</param>
    public static void MapPublishing(this IEndpointRouteBuilder routes, string appId, Publisher publisher, int maxBodyBytes)
    {
        RequestDelegate bulk = context => PublishBulkAsync(context, appId, publisher, maxBodyBytes);
        routes.MapMethods("/v1.0/publish/{pubsub}/{topic}/{**rest}", Writes, (RequestDelegate)(context => PublishAsync(context, publisher, maxBodyBytes)));
        routes.MapMethods("/v1.0/publish/bulk/{pubsub}/{topic}/{**rest}", Writes, bulk);
        routes.MapMethods("/v1.0-alpha1/publish/bulk/{pubsub}/{topic}/{**rest}", Writes, bulk);
    }

    private static async Task PublishAsync(HttpContext context, Publisher publisher, int maxBodyBytes)
    {
        var target = Target(context, segment: 2);
        publisher.Find(target);
        var body = await RequestBody.ReadAsync(context, maxBodyBytes);
        var entry = new PublishEntry(null, body, context.Request.ContentType, EventMetadata.FromQuery(context.Request.Query));
        await publisher.PublishAsync(context, target, entry);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task PublishBulkAsync(HttpContext context, string appId, Publisher publisher, int maxBodyBytes)
    {
        var target = Target(context, segment: 3);
        publisher.Find(target);
        var entries = BulkPublishJson.Read(await RequestBody.ReadAsync(context, maxBodyBytes), appId, target);
        await publisher.PublishAllAsync(context, target, entries, EventMetadata.FromQuery(context.Request.Query));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static PublishTarget Target(HttpContext context, int segment)
    {
        var segments = RequestPath.Segments(context);
        return new PublishTarget(segments[segment], string.Join('/', segments[(segment + 1)..]));
    }
}

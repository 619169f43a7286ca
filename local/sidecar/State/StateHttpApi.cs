using System.Text.Json;
using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.State;

/// <summary>The state API over HTTP, <c>/v1.0/state</c>. Values are JSON, written again on their way in.</summary>
internal static class StateHttpApi
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    /// <summary>Maps the routes for one app.</summary>
    /// <param name="routes">The app's HTTP routes.</param>
    /// <param name="stores">The app's state components.</param>
    /// <param name="maxBodyBytes">Largest request body.</param>
    public static void MapState(this IEndpointRouteBuilder routes, AppStateStores stores, int maxBodyBytes)
    {
        routes.MapGet("/v1.0/state/{store}/{key}", (RequestDelegate)(async context =>
        {
            var entry = await Store(context).GetAsync(Key(context), context.RequestAborted);
            await WriteAsync(context, entry);
        }));
        routes.MapDelete("/v1.0/state/{store}/{key}", (RequestDelegate)(async context =>
        {
            var etag = context.Request.Headers.IfMatch.ToString();
            await Store(context).DeleteAsync([new StateItem(Key(context), null, etag, false, StateJson.QueryMetadata(context.Request.Query))]);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
        routes.MapMethods("/v1.0/state/{store}", Writes, (RequestDelegate)(async context =>
        {
            var store = Store(context);
            var body = await RequestBody.ReadAsync(context, maxBodyBytes);
            await store.SaveAsync(StateJson.ReadSave(body, StateJson.QueryMetadata(context.Request.Query), store.Name));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
        routes.MapMethods("/v1.0/state/{store}/transaction", Writes, (RequestDelegate)(async context =>
        {
            var store = Store(context);
            await store.TransactAsync(StateJson.ReadTransaction(await RequestBody.ReadAsync(context, maxBodyBytes)));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
        routes.MapMethods("/v1.0/state/{store}/bulk", Writes, (RequestDelegate)(async context =>
        {
            var store = Store(context);
            var keys = StateJson.ReadKeys(await RequestBody.ReadAsync(context, maxBodyBytes));
            var found = await store.GetBulkAsync(keys, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
            BulkGetJson.Write(json, found);
        }));
        routes.MapMethods("/v1.0-alpha1/state/{store}/query", Writes, (RequestDelegate)(context =>
            throw new ApiException(
                500, global::Grpc.Core.StatusCode.Internal, "ERR_STATE_STORE_NOT_SUPPORTED",
                $"state store {Store(context).Name} does not support querying")));

        AppStateStore Store(HttpContext context) => stores.Find(RequestPath.Segments(context)[2]);
    }

    private static string Key(HttpContext context) => RequestPath.Segments(context)[3];

    private static async Task WriteAsync(HttpContext context, StateEntry? entry)
    {
        if (entry is null || entry.Value.IsEmpty)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.ETag = entry.Etag;
        if (entry.ExpiresAt is { } at)
        {
            context.Response.Headers["Metadata.ttlexpiretime"] = StateGrpcApi.ExpiryText(at);
        }

        context.Response.ContentLength = entry.Value.Length;
        await context.Response.BodyWriter.WriteAsync(entry.Value, context.RequestAborted);
    }
}

using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Http;
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
        routes.MapPost("/v1.0-alpha1/lock/{store}", (RequestDelegate)(_ => throw Error("ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured")));
        routes.MapPost("/v1.0-alpha1/unlock/{store}", (RequestDelegate)(_ => throw Error("ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured")));
    }

    private static ApiException Error(string errorCode, string message) => new(500, StatusCode.FailedPrecondition, errorCode, message);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Http;
using Dapr.Client.Autogen.Grpc.v1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Secrets;

/// <summary>The secrets API, over HTTP and gRPC.</summary>
internal static class SecretsApi
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the HTTP routes, <c>/v1.0/secrets</c>.</summary>
    public static void MapSecretsHttp(this IEndpointRouteBuilder routes, AppSecretStores stores)
    {
        routes.MapGet("/v1.0/secrets/{store}/bulk", (RequestDelegate)(context =>
            WriteAsync(context, stores.GetAll(RequestPath.Segments(context)[2]).ToDictionary(StringComparer.Ordinal))));
        routes.MapGet("/v1.0/secrets/{store}/{key}", (RequestDelegate)(context =>
        {
            var path = RequestPath.Segments(context);
            return WriteAsync(context, stores.Get(path[2], path[3]));
        }));
    }

    /// <summary>Maps the methods of the Dapr service.</summary>
    public static void MapSecretsGrpc(this IEndpointRouteBuilder routes, AppSecretStores stores)
    {
        routes.MapDapr("GetSecret", GetSecretRequest.Parser, (request, _) =>
        {
            var response = new GetSecretResponse();
            Add(response.Data, stores.Get(request.StoreName, request.Key));
            return Task.FromResult(response);
        });
        routes.MapDapr("GetBulkSecret", GetBulkSecretRequest.Parser, (request, _) =>
        {
            var response = new GetBulkSecretResponse();
            foreach (var (name, values) in stores.GetAll(request.StoreName))
            {
                var secret = new SecretResponse();
                Add(secret.Secrets, values);
                response.Data.Add(name, secret);
            }

            return Task.FromResult(response);
        });
    }

    private static void Add(Google.Protobuf.Collections.MapField<string, string> target, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (key, value) in values)
        {
            target[key] = value;
        }
    }

    private static Task WriteAsync<T>(HttpContext context, T value) =>
        context.Response.WriteAsJsonAsync(value, Json, "application/json", context.RequestAborted);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Dapr;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Tells the sidecar what the app subscribes to.</summary>
public static class DaprEndpointRouteBuilderExtensions
{
    private static readonly JsonSerializerOptions ListFormat = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Maps <c>GET /dapr/subscribe</c>: a list of all endpoints that have a topic.</summary>
    /// <param name="endpoints">The app.</param>
    /// <returns>The endpoint of the list.</returns>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapSubscribeHandler(new SubscribeOptions());

    /// <summary>Maps <c>GET /dapr/subscribe</c>: a list of all endpoints that have a topic.</summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="options">What holds for all subscriptions.</param>
    /// <returns>The endpoint of the list.</returns>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints, SubscribeOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        return endpoints.MapGet("dapr/subscribe", (RequestDelegate)(context =>
        {
            var sources = context.RequestServices.GetRequiredService<EndpointDataSource>();
            return context.Response.WriteAsJsonAsync(SubscriptionList.Of(sources.Endpoints, options), ListFormat, context.RequestAborted);
        }));
    }
}

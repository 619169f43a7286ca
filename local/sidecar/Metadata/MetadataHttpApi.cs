using System.Text;
using System.Text.Json;
using Checkout.Local.Sidecar.Http;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
using Checkout.Local.Sidecar.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Metadata;

/// <summary>The metadata API over HTTP, <c>/v1.0/metadata</c>.</summary>
internal static class MetadataHttpApi
{
    /// <summary>Maps the routes for one app.</summary>
    public static void MapMetadata(this IEndpointRouteBuilder routes, SidecarMetadata metadata, int maxBodyBytes)
    {
        routes.MapGet("/v1.0/metadata", (RequestDelegate)(async context =>
        {
            context.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
            Write(json, metadata);
        }));
        routes.MapPut("/v1.0/metadata/{key}", (RequestDelegate)(async context =>
        {
            var value = Encoding.UTF8.GetString(await RequestBody.ReadAsync(context, maxBodyBytes));
            metadata.Set(RequestPath.Segments(context)[2], value);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
    }

    private static void Write(Utf8JsonWriter json, SidecarMetadata metadata)
    {
        var actors = metadata.ActorTypes.ToList();
        json.WriteStartObject();
        json.WriteString("id", metadata.AppId);
        json.WriteString("runtimeVersion", SidecarMetadata.RuntimeVersion);
        WriteList(json, "enabledFeatures", SidecarMetadata.EnabledFeatures, json.WriteStringValue);
        WriteList(json, "actors", actors, type => WriteNamed(json, "type", type));
        WriteList(json, "components", metadata.Components, component =>
        {
            json.WriteStartObject();
            json.WriteString("name", component.Name);
            json.WriteString("type", component.Type);
            json.WriteString("version", component.Version);
            WriteList(json, "capabilities", component.Capabilities, json.WriteStringValue);
            json.WriteEndObject();
        });
        json.WriteStartObject("extended");
        foreach (var (key, value) in metadata.Extended)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        WriteList(json, "subscriptions", metadata.Subscriptions, subscription => WriteSubscription(json, subscription));
        WriteList(json, "httpEndpoints", metadata.HttpEndpoints, name => WriteNamed(json, "name", name));
        WriteRuntime(json, metadata, actors);
        json.WriteEndObject();
    }

    private static void WriteSubscription(Utf8JsonWriter json, TopicSubscription subscription)
    {
        json.WriteStartObject();
        json.WriteString("pubsubname", subscription.PubSubName);
        json.WriteString("topic", subscription.Topic);
        if (subscription.Metadata.Count > 0)
        {
            json.WritePropertyName("metadata");
            JsonSerializer.Serialize(json, subscription.Metadata);
        }

        WriteList(json, "rules", subscription.Rules, rule =>
        {
            json.WriteStartObject();
            if (rule.Condition is { } condition)
            {
                json.WriteString("match", condition.Text);
            }

            json.WriteString("path", rule.Path);
            json.WriteEndObject();
        });
        json.WriteString("deadLetterTopic", subscription.DeadLetterTopic ?? string.Empty);
        json.WriteString("type", subscription.Kind is SubscriptionKind.Declarative ? "DECLARATIVE" : "PROGRAMMATIC");
        json.WriteEndObject();
    }

    private static void WriteRuntime(Utf8JsonWriter json, SidecarMetadata metadata, List<string> actors)
    {
        json.WriteStartObject("appConnectionProperties");
        if (metadata.AppPort is { } port)
        {
            json.WriteNumber("port", port);
        }

        json.WriteString("protocol", "http");
        json.WriteString("channelAddress", metadata.AppChannelAddress);
        if (metadata.AppMaxConcurrency is { } most)
        {
            json.WriteNumber("maxConcurrency", most);
        }

        WriteHealth(json, metadata.HealthCheck);
        json.WriteEndObject();
        json.WriteStartObject("actorRuntime");
        json.WriteString("runtimeStatus", metadata.IsReady ? "RUNNING" : "INITIALIZING");
        WriteList(json, "activeActors", actors, type => WriteNamed(json, "type", type));
        json.WriteBoolean("hostReady", metadata.IsReady);
        if (metadata.IsReady)
        {
            json.WriteString("placement", "placement: connected");
        }

        json.WriteEndObject();
        json.WriteStartObject("scheduler");
        WriteList(json, "connected_addresses", [metadata.SchedulerAddress], json.WriteStringValue);
        json.WriteEndObject();
        if (metadata.ConnectedWorkers > 0)
        {
            json.WriteStartObject("workflows");
            json.WriteNumber("connectedWorkers", metadata.ConnectedWorkers);
            json.WriteEndObject();
        }

        WriteList(json, "resiliencies", metadata.Resiliencies, name => WriteNamed(json, "name", name));
    }

    private static void WriteHealth(Utf8JsonWriter json, AppHealthCheck? check)
    {
        if (check is not null)
        {
            json.WriteStartObject("health");
            json.WriteString("healthCheckPath", check.Path);
            json.WriteString("healthProbeInterval", GoDuration.Format(check.ProbeInterval));
            json.WriteString("healthProbeTimeout", GoDuration.Format(check.ProbeTimeout));
            json.WriteNumber("healthThreshold", check.Threshold);
            json.WriteEndObject();
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    // An empty list is left out.
    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        var isOpen = false;
        foreach (var item in items)
        {
            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            write(item);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }
}

using System.Text;
using System.Text.Json;
using Checkout.Local.Sidecar.Errors;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The HTTP management API of one app's workflows. The component name in the path is not looked up.</summary>
internal sealed class WorkflowHttpApi(EngineServices? services, string appId)
{
    private static readonly string[] Versions = ["v1.0", "v1.0-beta1", "v1.0-alpha1"];

    internal void Map(IEndpointRouteBuilder routes)
    {
        foreach (var version in Versions)
        {
            var root = $"/{version}/workflows/{{component}}";
            Map(routes.MapPost, $"{root}/{{name}}/start", "ERR_START_WORKFLOW", StartAsync);
            Map(routes.MapGet, $"{root}/{{id}}", "ERR_GET_WORKFLOW", GetAsync);
            Map(routes.MapPost, $"{root}/{{id}}/raiseEvent/{{eventName}}", "ERR_RAISE_EVENT_WORKFLOW", RaiseAsync);
            Map(routes.MapPost, $"{root}/{{id}}/pause", "ERR_PAUSE_WORKFLOW", (api, context, ct) => SuspendAsync(api, context, suspend: true, ct));
            Map(routes.MapPost, $"{root}/{{id}}/resume", "ERR_RESUME_WORKFLOW", (api, context, ct) => SuspendAsync(api, context, suspend: false, ct));
            Map(routes.MapPost, $"{root}/{{id}}/terminate", "ERR_TERMINATE_WORKFLOW", TerminateAsync);
            Map(routes.MapPost, $"{root}/{{id}}/purge", "ERR_PURGE_WORKFLOW", PurgeAsync);
        }
    }

    private void Map(
        Func<string, RequestDelegate, IEndpointConventionBuilder> map,
        string path,
        string errorCode,
        Func<WorkflowManagement, HttpContext, CancellationToken, Task> call) => map(path, async context =>
    {
        try
        {
            var running = services ?? throw ManagementErrors.NoStore(errorCode);
            await CallScope.RunAsync(context, running, async ct =>
            {
                await call(new WorkflowManagement(running, appId), context, ct);
                return true;
            });
        }
        catch (ApiException e)
        {
            await ApiError.WriteAsync(context, e);
        }
        catch (RpcException e)
        {
            await ApiError.WriteAsync(context, StatusCodes.Status500InternalServerError, "ERR_INTERNAL", e.Status.Detail);
        }
    });

    private static async Task StartAsync(WorkflowManagement api, HttpContext context, CancellationToken cancellationToken)
    {
        var input = await BodyAsync(context, cancellationToken);
        var id = await api.StartAsync(Value(context, "name"), context.Request.Query["instanceID"], input, null, cancellationToken);
        await WriteAsync(context, StatusCodes.Status202Accepted, new { instanceID = id });
    }

    private static async Task GetAsync(WorkflowManagement api, HttpContext context, CancellationToken cancellationToken)
    {
        var id = Value(context, "id");
        var state = await api.GetAsync(id) ?? throw ManagementErrors.NotFound(id);
        await WriteAsync(context, StatusCodes.Status200OK, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["instanceID"] = id,
        }.With("workflowName", state.Name)
            .With("createdAt", Text(state.CreatedTimestamp))
            .With("lastUpdatedAt", Text(state.LastUpdatedTimestamp))
            .With("runtimeStatus", WorkflowManagement.StatusName(state.WorkflowStatus))
            .With("properties", WorkflowManagement.Properties(state)));
    }

    private static async Task RaiseAsync(WorkflowManagement api, HttpContext context, CancellationToken cancellationToken)
    {
        var input = await BodyAsync(context, cancellationToken);
        await api.RaiseAsync(Value(context, "id"), Value(context, "eventName"), input, cancellationToken);
        await AcceptAsync(context);
    }

    private static async Task SuspendAsync(WorkflowManagement api, HttpContext context, bool suspend, CancellationToken cancellationToken)
    {
        await api.SuspendAsync(Value(context, "id"), suspend, cancellationToken);
        await AcceptAsync(context);
    }

    private static async Task TerminateAsync(WorkflowManagement api, HttpContext context, CancellationToken cancellationToken)
    {
        await api.TerminateAsync(Value(context, "id"), Recursive(context), cancellationToken);
        await AcceptAsync(context);
    }

    private static async Task PurgeAsync(WorkflowManagement api, HttpContext context, CancellationToken cancellationToken)
    {
        await api.PurgeAsync(Value(context, "id"), Recursive(context));
        await AcceptAsync(context);
    }

    private static bool Recursive(HttpContext context) =>
        !string.Equals(context.Request.Query["non_recursive"], "true", StringComparison.OrdinalIgnoreCase);

    private static string Value(HttpContext context, string name) => context.GetRouteValue(name) as string ?? string.Empty;

    private static string Text(Timestamp time) => JsonSerializer.Deserialize<string>(time.ToString()) ?? string.Empty;

    private static async Task<string> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static Task AcceptAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status202Accepted, new { });

    private static Task WriteAsync<T>(HttpContext context, int status, T body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)).AsTask();
    }
}

/// <summary>Leaves out what is empty, as daprd's JSON does.</summary>
file static class NonEmpty
{
    internal static Dictionary<string, object> With(this Dictionary<string, object> json, string name, object value)
    {
        if (value is not ("" or Dictionary<string, string> { Count: 0 }))
        {
            json[name] = value;
        }

        return json;
    }
}

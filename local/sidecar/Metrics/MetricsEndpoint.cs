using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Metrics;

/// <summary><c>GET /metrics</c>: what the state stores and the workflow engine of the whole run have done since its start.</summary>
/// <param name="stores">State stores by component name.</param>
/// <param name="workflows">The engine.</param>
internal sealed class MetricsEndpoint(IReadOnlyDictionary<string, IStateStore> stores, WorkflowEngine workflows)
{
    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", (RequestDelegate)(context =>
    {
        context.Response.ContentType = MetricText.ContentType;
        return context.Response.WriteAsync(Write(), context.RequestAborted);
    }));

    private string Write()
    {
        var text = new MetricText();
        var counted = stores.Select(store => (store.Key, store.Value.Counters)).OrderBy(store => store.Key, StringComparer.Ordinal).ToList();
        text.Counter(
            "local_sidecar_state_commits_total",
            "Commits that reached the disk; transactions that wait at the same time share one.",
            "component",
            counted.Select(store => (store.Key, store.Counters.PhysicalCommits)));
        text.Counter(
            "local_sidecar_state_transactions_total",
            "Transactions that succeeded.",
            "component",
            counted.Select(store => (store.Key, store.Counters.Transactions)));
        text.Counter(
            "local_sidecar_state_operations_total",
            "Writes and deletes in those transactions.",
            "component",
            counted.Select(store => (store.Key, store.Counters.Operations)));
        Write(text, workflows.Counters);
        text.Gauge(
            "local_sidecar_workflow_active_instances",
            "Instances that are not finished.",
            "app_id",
            workflows.Apps.Select(app => (app.AppId, (long)app.ActiveInstances)));
        text.Gauge(
            "local_sidecar_workflow_connected_workers",
            "Work item streams that are open.",
            "app_id",
            workflows.Apps.Select(app => (app.AppId, (long)app.ConnectedWorkers)));
        return text.ToString();
    }

    private static void Write(MetricText text, WorkflowCounters counters)
    {
        text.Counter(
            "local_sidecar_workflow_started_total", "Instances that were started.", null, [(string.Empty, counters.Started)]);
        text.Counter(
            "local_sidecar_workflow_finished_total", "Instances that came to their end.", "status", counters.Finished);
        text.Counter(
            "local_sidecar_workflow_purged_total", "Finished instances that were deleted.", null, [(string.Empty, counters.Purged)]);
        text.Counter(
            "local_sidecar_workflow_activities_total", "Results of activities that an instance took.", "status", counters.Activities);
    }
}

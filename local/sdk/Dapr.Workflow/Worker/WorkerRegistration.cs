using Dapr.Workflow.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dapr.Workflow.Worker;

/// <summary>Registers the worker and its parts.</summary>
internal static class WorkerRegistration
{
    public static void AddWorkflowWorker(this IServiceCollection services)
    {
        services.TryAddSingleton(new WorkerClock(TimeProvider.System));
        services.TryAddSingleton<WorkflowTurn>();
        services.TryAddSingleton<ActivityRunner>();
        services.TryAddSingleton<WorkItems>();
        services.AddHostedService<WorkflowWorker>();
    }
}

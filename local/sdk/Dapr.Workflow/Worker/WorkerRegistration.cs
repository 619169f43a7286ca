using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow.Worker;

internal static class WorkerRegistration
{
    public static void AddWorkflowWorker(this IServiceCollection services)
    {
    }
}

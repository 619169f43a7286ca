using Dapr.Workflow.Abstractions;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow;

/// <summary>What the app's worker can run. The first registration of a name counts; letter case does not.</summary>
public sealed class WorkflowRuntimeOptions
{
    private readonly Dictionary<string, Func<IServiceProvider, IWorkflow>> workflows = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<IServiceProvider, IWorkflowActivity>> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Does nothing; the runtime's Configuration sets the limit.</summary>
    [Obsolete("Does nothing; set spec.workflow.maxConcurrentWorkflowInvocations in the runtime's Configuration.")]
    public int MaxConcurrentWorkflows { get; set; } = 100;

    /// <summary>Does nothing; the runtime's Configuration sets the limit.</summary>
    [Obsolete("Does nothing; set spec.workflow.maxConcurrentActivityInvocations in the runtime's Configuration.")]
    public int MaxConcurrentActivities { get; set; } = 100;

    /// <summary>Limits of the gRPC channel; null for none.</summary>
    public GrpcChannelOptions? GrpcChannelOptions { get; private set; }

    /// <summary>Registers a workflow class.</summary>
    /// <typeparam name="TWorkflow">The class.</typeparam>
    /// <param name="name">Its name; the class's own when null.</param>
    public void RegisterWorkflow<TWorkflow>(string? name = null)
        where TWorkflow : class, IWorkflow =>
        workflows.TryAdd(name ?? typeof(TWorkflow).Name, ActivatorUtilities.GetServiceOrCreateInstance<TWorkflow>);

    /// <summary>Registers a function as a workflow.</summary>
    /// <typeparam name="TInput">Type of the input.</typeparam>
    /// <typeparam name="TOutput">Type of the output.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="implementation">The function.</param>
    public void RegisterWorkflow<TInput, TOutput>(string name, Func<WorkflowContext, TInput, Task<TOutput>> implementation) =>
        workflows.TryAdd(name, _ => new FunctionWorkflow<TInput, TOutput>(implementation));

    /// <summary>Registers an activity class. Each call gets a new instance from a scope of its own.</summary>
    /// <typeparam name="TActivity">The class.</typeparam>
    /// <param name="name">Its name; the class's own when null.</param>
    public void RegisterActivity<TActivity>(string? name = null)
        where TActivity : class, IWorkflowActivity =>
        activities.TryAdd(name ?? typeof(TActivity).Name, ActivatorUtilities.GetServiceOrCreateInstance<TActivity>);

    /// <summary>Registers a function as an activity.</summary>
    /// <typeparam name="TInput">Type of the input.</typeparam>
    /// <typeparam name="TOutput">Type of the output.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="implementation">The function.</param>
    public void RegisterActivity<TInput, TOutput>(string name, Func<WorkflowActivityContext, TInput, Task<TOutput>> implementation) =>
        activities.TryAdd(name, _ => new FunctionActivity<TInput, TOutput>(implementation));

    /// <summary>Sets the limits of the gRPC channel.</summary>
    /// <param name="grpcChannelOptions">The limits.</param>
    public void UseGrpcChannelOptions(GrpcChannelOptions grpcChannelOptions) => GrpcChannelOptions = grpcChannelOptions;

    internal void RegisterWorkflow(Type type) =>
        workflows.TryAdd(type.Name, provider => (IWorkflow)ActivatorUtilities.GetServiceOrCreateInstance(provider, type));

    internal void RegisterActivity(Type type) =>
        activities.TryAdd(type.Name, provider => (IWorkflowActivity)ActivatorUtilities.GetServiceOrCreateInstance(provider, type));

    internal Func<IServiceProvider, IWorkflow>? FindWorkflow(string name) => workflows.GetValueOrDefault(name);

    internal Func<IServiceProvider, IWorkflowActivity>? FindActivity(string name) => activities.GetValueOrDefault(name);

    private sealed class FunctionWorkflow<TInput, TOutput>(Func<WorkflowContext, TInput, Task<TOutput>> run) : Workflow<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(WorkflowContext context, TInput input) => run(context, input);
    }

    private sealed class FunctionActivity<TInput, TOutput>(Func<WorkflowActivityContext, TInput, Task<TOutput>> run)
        : WorkflowActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(WorkflowActivityContext context, TInput input) => run(context, input);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapr.Common.Channels;
using Dapr.Common.Serialization;
using Dapr.Workflow.Registration;
using Dapr.Workflow.Serialization;
using Dapr.Workflow.Worker;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dapr.Workflow;

/// <summary>
/// Registers Dapr Workflow: the worker that runs this app's workflows and activities, and <see cref="DaprWorkflowClient"/>.
/// </summary>
public static class WorkflowServiceCollectionExtensions
{
    /// <summary>Registers Dapr Workflow with all workflow and activity classes of the calling app, each under its class name.</summary>
    /// <param name="services">Where to register.</param>
    /// <returns>The same collection.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IServiceCollection AddDaprWorkflow(this IServiceCollection services) =>
        services.Add(Assembly.GetCallingAssembly(), configureRuntime: null, configureClient: null, ServiceLifetime.Singleton).Services;

    /// <summary>Registers Dapr Workflow: what is registered here first, then all other workflow and activity classes of the calling app.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Registers workflows and activities.</param>
    /// <param name="lifetime">How long a client lives.</param>
    /// <returns>The same collection.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IServiceCollection AddDaprWorkflow(
        this IServiceCollection services, Action<WorkflowRuntimeOptions> configure, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.Add(Assembly.GetCallingAssembly(), configure, configureClient: null, lifetime).Services;
    }

    /// <summary>Registers Dapr Workflow and goes on with its settings.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configureRuntime">Registers workflows and activities.</param>
    /// <param name="configureClient">Changes token and serializer of the client; its endpoint is always the configured one.</param>
    /// <param name="lifetime">How long a client lives.</param>
    /// <returns>Goes on with the settings.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DaprWorkflowBuilder AddDaprWorkflowBuilder(
        this IServiceCollection services,
        Action<WorkflowRuntimeOptions>? configureRuntime,
        Action<IServiceProvider, DaprWorkflowClientBuilder>? configureClient = null,
        ServiceLifetime lifetime = ServiceLifetime.Singleton) =>
        services.Add(Assembly.GetCallingAssembly(), configureRuntime, configureClient, lifetime);

    private static DaprWorkflowBuilder Add(
        this IServiceCollection services,
        Assembly app,
        Action<WorkflowRuntimeOptions>? configureRuntime,
        Action<IServiceProvider, DaprWorkflowClientBuilder>? configureClient,
        ServiceLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ =>
        {
            var options = new WorkflowRuntimeOptions();
            configureRuntime?.Invoke(options);
            WorkflowAutoRegistry.Apply(options, app);
            return options;
        });
        services.TryAddSingleton<WorkflowGrpcLimits>();
        services.TryAddSingleton<WorkflowChannel>();
        services.TryAddSingleton<IDaprSerializer>(_ => new JsonDaprSerializer(
            new JsonSerializerOptions(JsonSerializerDefaults.Web) { IncludeFields = true }));
        services.TryAdd(new ServiceDescriptor(typeof(DaprWorkflowClient), provider => BuildClient(provider, configureClient), lifetime));
        services.AddWorkflowWorker();
        return new DaprWorkflowBuilder(services);
    }

    private static DaprWorkflowClient BuildClient(
        IServiceProvider provider, Action<IServiceProvider, DaprWorkflowClientBuilder>? configure)
    {
        var builder = new DaprWorkflowClientBuilder(provider.GetService<IConfiguration>())
            .Share(provider, provider.GetRequiredService<WorkflowChannel>().Channel);
        configure?.Invoke(provider, builder);
        return builder.Build();
    }

    /// <summary>Goes on with the settings of Dapr Workflow.</summary>
    /// <param name="services">Where to register.</param>
    public readonly struct DaprWorkflowBuilder(IServiceCollection services) : IDaprWorkflowBuilder
    {
        /// <inheritdoc/>
        public IServiceCollection Services { get; } = services;

        /// <summary>Sets how the worker writes and reads payloads.</summary>
        /// <param name="serializer">The serializer.</param>
        /// <returns>This builder.</returns>
        public DaprWorkflowBuilder WithSerializer(IDaprSerializer serializer)
        {
            Services.Replace(ServiceDescriptor.Singleton(serializer));
            return this;
        }

        /// <summary>Sets how the worker writes and reads payloads.</summary>
        /// <param name="serializerFactory">Makes the serializer.</param>
        /// <returns>This builder.</returns>
        public DaprWorkflowBuilder WithSerializer(Func<IServiceProvider, IWorkflowSerializer> serializerFactory)
        {
            Services.Replace(ServiceDescriptor.Singleton<IDaprSerializer>(serializerFactory));
            return this;
        }

        /// <summary>Sets the JSON options of the worker's payloads.</summary>
        /// <param name="jsonOptions">The options.</param>
        /// <returns>This builder.</returns>
        public DaprWorkflowBuilder WithJsonSerializer(JsonSerializerOptions jsonOptions) =>
            WithSerializer(new JsonDaprSerializer(jsonOptions));

        /// <summary>Limits the size of messages; without this call there is no limit.</summary>
        /// <param name="maxReceiveMessageSize">Bytes; null for no limit.</param>
        /// <param name="maxSendMessageSize">Bytes; null for no limit.</param>
        /// <returns>This builder.</returns>
        public DaprWorkflowBuilder WithGrpcMessageSizeLimits(int? maxReceiveMessageSize = null, int? maxSendMessageSize = null)
        {
            Services.Replace(ServiceDescriptor.Singleton(new WorkflowGrpcLimits
            {
                Options = new GrpcChannelOptions { MaxReceiveMessageSize = maxReceiveMessageSize, MaxSendMessageSize = maxSendMessageSize },
            }));
            return this;
        }
    }
}

using Dapr;
using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Dapr's clients.</summary>
public static class DaprServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="DaprClient"/>. Endpoints and token come from the app's configuration, then from the environment
    /// (<see cref="DaprDefaults"/>).
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <param name="lifetime">How long a client lives.</param>
    public static void AddDaprClient(
        this IServiceCollection services,
        Action<DaprClientBuilder>? configure = null,
        ServiceLifetime lifetime = ServiceLifetime.Singleton) =>
        services.AddDaprClient((_, builder) => configure?.Invoke(builder), lifetime);

    /// <summary>Registers <see cref="DaprClient"/> with settings that need other services.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <param name="lifetime">How long a client lives.</param>
    public static void AddDaprClient(
        this IServiceCollection services,
        Action<IServiceProvider, DaprClientBuilder> configure,
        ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAdd(new ServiceDescriptor(typeof(DaprClient), provider => Build(provider, configure), lifetime));
    }

    private static DaprClient Build(IServiceProvider provider, Action<IServiceProvider, DaprClientBuilder> configure)
    {
        var configuration = provider.GetService<IConfiguration>();
        var builder = new DaprClientBuilder()
            .UseHttpEndpoint(DaprDefaults.GetDefaultHttpEndpoint(configuration))
            .UseGrpcEndpoint(DaprDefaults.GetDefaultGrpcEndpoint(configuration))
            .UseDaprApiToken(DaprDefaults.GetDefaultDaprApiToken(configuration));
        configure(provider, builder);
        return builder.Build();
    }
}

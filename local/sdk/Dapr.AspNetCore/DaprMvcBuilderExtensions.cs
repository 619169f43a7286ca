using Dapr.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Dapr to controllers.</summary>
public static class DaprMvcBuilderExtensions
{
    /// <summary>Registers <see cref="DaprClient"/> for controllers.</summary>
    /// <param name="builder">The controllers.</param>
    /// <param name="configureClient">Changes the client's settings.</param>
    /// <returns>The same builder.</returns>
    public static IMvcBuilder AddDapr(this IMvcBuilder builder, Action<DaprClientBuilder>? configureClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDaprClient(configureClient);
        return builder;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Common;

/// <summary>Marks the clients of Dapr's APIs.</summary>
public interface IDaprClient : IDisposable;

/// <summary>Goes on with the registration of one of Dapr's APIs.</summary>
public interface IDaprServiceBuilder
{
    /// <summary>Where to register.</summary>
    IServiceCollection Services { get; }
}

namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Whether the sidecar and what it depends on are ready (<c>/v1.0/healthz</c>).</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False also when it cannot be reached.</returns>
    public abstract Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the sidecar's components are ready (<c>/v1.0/healthz/outbound</c>); does not wait for the app's own port.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False also when it cannot be reached.</returns>
    public abstract Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until the sidecar's components are ready; asks twice a second.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when they are.</returns>
    public abstract Task WaitForSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what the sidecar says about itself.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The metadata.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets an attribute of the sidecar's metadata.</summary>
    /// <param name="attributeName">Name of the attribute.</param>
    /// <param name="attributeValue">Its value.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when it is set.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task SetMetadataAsync(string attributeName, string attributeValue, CancellationToken cancellationToken = default);

    /// <summary>Asks the sidecar to end.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends when the sidecar has accepted.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task ShutdownSidecarAsync(CancellationToken cancellationToken = default);
}

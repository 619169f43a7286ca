using System.Text.Json;

namespace Dapr.Client;

/// <summary>
/// The sidecar's building blocks. Create one with <see cref="DaprClientBuilder"/> or AddDaprClient and share it: it is safe for threads.
/// </summary>
public abstract partial class DaprClient : IDisposable
{
    private bool disposed;

    /// <summary>How values are written to and read from JSON; Web defaults unless set.</summary>
    public abstract JsonSerializerOptions JsonSerializerOptions { get; }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Closes the connections.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

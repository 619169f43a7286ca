using RabbitMQ.Client;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>The connection of one app's component. It is opened when it is needed and not there.</summary>
internal sealed class RabbitMqConnection : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ConnectionFactory factory;
    private readonly SemaphoreSlim gate = new(1, 1);
    private IConnection? connection;
    private bool isClosed;

    public RabbitMqConnection(RabbitMqOptions options)
    {
        factory = new ConnectionFactory
        {
            Uri = options.Address,
            ClientProvidedName = options.ClientName,
            RequestedHeartbeat = options.Heartbeat,
            RequestedConnectionTimeout = Timeout,
            ContinuationTimeout = Timeout,
            AutomaticRecoveryEnabled = false, // whoever uses a channel opens it again, and declares what it needs
            TopologyRecoveryEnabled = false,
        };
    }

    /// <summary>Opens a channel, and the connection if it is not there.</summary>
    /// <exception cref="IOException">The broker cannot be reached; see <see cref="RabbitMqFailure"/> for others.</exception>
    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions options, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).CreateChannelAsync(options, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            isClosed = true;
            await CloseAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (connection is { IsOpen: true } open)
            {
                return open;
            }

            await CloseAsync();
            return connection = await factory.CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task CloseAsync()
    {
        if (connection is { } last)
        {
            connection = null;
            try
            {
                await last.CloseAsync(CancellationToken.None);
            }
            catch (Exception e) when (RabbitMqFailure.Is(e))
            {
                // It was lost before.
            }

            await last.DisposeAsync();
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Checkout.Fulfilment.Webhooks.Addresses;

/// <summary>
/// Connects to public addresses only. The check is made on the very addresses that are then connected to, so a name that is looked up twice
/// and answers differently (DNS rebinding) gains nothing.
/// </summary>
/// <param name="options">Whether this machine is allowed too.</param>
/// <param name="lookUp">Finds the addresses of a name.</param>
internal sealed class GuardedConnections(WebhookOptions options, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
{
    public GuardedConnections(WebhookOptions options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>Whether an address may be connected to.</summary>
    public bool Allows(IPAddress address) => PublicAddress.IsPublic(address) || (options.AllowLocal && PublicAddress.IsLocal(address));

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressNotAllowedException">The name has no address that may be connected to.</exception>
    /// <exception cref="SocketException">The name is not known, or nobody answers there.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await lookUp(host, cancellationToken);
        var allowed = addresses.Where(Allows).ToArray();
        if (allowed.Length == 0)
        {
            throw new AddressNotAllowedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A webhook's URL leads to an address that is not a merchant's.</summary>
internal sealed class AddressNotAllowedException() : IOException("The address is not allowed.");

using System.Net;
using System.Net.Sockets;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Apps;

/// <summary>Makes sure that every port of the system can be had before anything is built or started.</summary>
internal static class Ports
{
    /// <summary>Gives a free port to every sidecar whose port the file leaves open.</summary>
    /// <param name="definition">The file.</param>
    /// <returns>The same with every port set.</returns>
    public static RunDefinition Assign(RunDefinition definition) => definition with
    {
        Apps =
        [
            .. definition.Apps.Select(app => app with
            {
                HttpPort = app.HttpPort == 0 ? AnyFree() : app.HttpPort,
                GrpcPort = app.GrpcPort == 0 ? AnyFree() : app.GrpcPort,
            }),
        ],
    };

    /// <summary>Tries every port.</summary>
    /// <param name="definition">The file, with every port set.</param>
    /// <exception cref="RunException">With each port that is taken, by which process if that can be seen, and what to do.</exception>
    public static void EnsureFree(RunDefinition definition)
    {
        var taken = definition.Apps.SelectMany(Uses).Where(use => !IsFree(use.Port)).ToList();
        if (taken.Count > 0)
        {
            throw new RunException(ExitCode.PortInUse, [.. taken.Select(use => Describe(use.Port, use.Purpose, definition.File))]);
        }
    }

    private static IEnumerable<(int Port, string Purpose)> Uses(AppDefinition app)
    {
        // An app without a command is started by somebody else, perhaps already.
        if (app.AppPort is { } port && app.Command.Count > 0)
        {
            yield return (port, $"appPort of '{app.AppId}'");
        }

        yield return (app.HttpPort, $"daprHTTPPort of '{app.AppId}'");
        yield return (app.GrpcPort, $"daprGRPCPort of '{app.AppId}'");
        if (app.MetricsPort is { } metrics)
        {
            yield return (metrics, $"metricsPort of '{app.AppId}'");
        }
    }

    private static Problem Describe(int port, string purpose, string file)
    {
        var owner = PortOwner.Find(port);
        var by = owner is null ? "by another program" : $"by {owner.Name} (process {owner.Identity.Pid})";
        var remedy = owner is null ? "Stop that program" : $"Stop it with 'kill {owner.Identity.Pid}'";
        return new Problem($"Port {port} ({purpose}) is in use {by}.", $"{remedy}, or give the app another port in {file}.");
    }

    private static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine may know IPv6 and have no IPv6 loopback address; that takes no port away.
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }

    private static int AnyFree()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint?)socket.LocalEndPoint)?.Port ?? 0;
    }
}

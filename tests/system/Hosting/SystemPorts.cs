using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Checkout.SystemTests.Hosting;

/// <summary>Free ports that stand for the fixed ones of dapr.yaml and components/local.</summary>
internal sealed partial class SystemPorts
{
    private static readonly int[] Fixed = [8080, 8081, 8082, 8090, 9090, 3500, 3501, 3502, 3503, 50001, 50002, 50003, 50004];

    // Below the range that outgoing connections use, so that none of them takes a port before its server does.
    private const int First = 10_000;
    private const int Count = 10_000;
    private static int s_last = Random.Shared.Next(Count);

    private readonly Dictionary<int, int> free;

    public SystemPorts()
    {
        // All are held open until the last is known, so that none is given twice.
        var listeners = Fixed.Select(_ => Listen()).ToList();
        free = Fixed.Zip(listeners).ToDictionary(pair => pair.First, pair => ((IPEndPoint)pair.Second.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
    }

    public int this[int port] => free[port];

    /// <summary>Replaces the fixed ports in a resource or run file.</summary>
    public string Translate(string text) => Port().Replace(text, match =>
        free.TryGetValue(int.Parse(match.Value), out var port) ? port.ToString() : match.Value);

    private static TcpListener Listen()
    {
        while (true)
        {
            try
            {
                var listener = new TcpListener(IPAddress.Loopback, First + (Interlocked.Increment(ref s_last) % Count)) { ExclusiveAddressUse = true };
                listener.Start();
                return listener;
            }
            catch (SocketException)
            {
                // Taken by another program.
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.])\d{4,5}(?![\w.])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Port();
}

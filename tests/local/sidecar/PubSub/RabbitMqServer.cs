using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>
/// A real RabbitMQ server of Debian's package, with node name, ports and data of its own, so that any number can run at once. As root it
/// runs as another user. Both of its processes end when this one does, as they read its end of a pipe.
/// </summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const int VirtualHosts = 48;
    private const int FirstPort = 30_000;
    private const int LastPort = 32_700; // below those that outgoing connections use

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<RabbitMqServer>> s_shared = new(StartSharedAsync);
    private static int s_lastHost;

    private readonly string folder;
    private readonly string node = $"n{Guid.NewGuid():n}@localhost";
    private readonly int port = FreePort();
    private readonly int epmdPort = FreePort();
    private readonly int distributionPort = FreePort();
    private Process? epmd;
    private Process? broker;

    private RabbitMqServer(string folder) => this.folder = folder;

    /// <summary>Why there is no server; null if there can be one.</summary>
    public static string? Missing => File.Exists(Program) ? null : "RabbitMQ is not installed (Debian: apt-get install rabbitmq-server).";

    /// <summary>The server that all tests share which do not stop it.</summary>
    public static Task<RabbitMqServer> Shared => s_shared.Value;

    /// <summary>Where it keeps everything.</summary>
    public string Folder => folder;

    /// <summary>Where a client finds the server, in a virtual host that no other test uses.</summary>
    public string NewAddress()
    {
        var number = Interlocked.Increment(ref s_lastHost);
        number.ShouldBeLessThanOrEqualTo(VirtualHosts, "more tests than virtual hosts");
        return $"amqp://guest:guest@127.0.0.1:{port}/v{number}";
    }

    /// <summary>Waits until the server's log says something.</summary>
    public async Task LogsAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await File.ReadAllTextAsync(Path.Combine(folder, "log"))).Contains(text, StringComparison.Ordinal))
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }

    public static async Task<RabbitMqServer> StartAsync()
    {
        var server = new RabbitMqServer(Directory.CreateTempSubdirectory("rmq-").FullName);
        await server.WriteConfigurationAsync();
        server.epmd = server.Start("sh", "-c", $"epmd -port {server.epmdPort} & names=$!; cat > /dev/null; kill $names");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server on its old data.</summary>
    public async Task StartAgainAsync()
    {
        broker = Start(Program);
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await ListensAsync())
        {
            broker.HasExited.ShouldBeFalse($"the server does not start; see {folder}");
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>Ends the server as a crash would.</summary>
    public async Task CrashAsync()
    {
        if (broker is { } running)
        {
            broker = null;
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        if (epmd is { } names)
        {
            names.StandardInput.Close();
            await names.WaitForExitAsync();
            names.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<RabbitMqServer> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private static int FreePort()
    {
        while (true)
        {
            var candidate = Random.Shared.Next(FirstPort, LastPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, candidate) { ExclusiveAddressUse = true };
                listener.Start();
                return candidate;
            }
            catch (SocketException)
            {
                // Taken by another program.
            }
        }
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task WriteConfigurationAsync()
    {
        var hosts = Enumerable.Range(1, VirtualHosts).Select(number => $"v{number}").ToList();
        await WriteAsync("definitions.json", JsonSerializer.Serialize(new
        {
            users = new[] { new { name = "guest", password = "guest", tags = "administrator" } },
            vhosts = hosts.Select(name => new { name }),
            permissions = hosts.Select(vhost => new { user = "guest", vhost, configure = ".*", write = ".*", read = ".*" }),
        }));
        await WriteAsync("rabbitmq.conf", $"listeners.tcp.1 = 127.0.0.1:{port}\nload_definitions = {folder}/definitions.json\n");
        await WriteAsync("enabled_plugins", "[].\n");
        if (Environment.IsPrivilegedProcess)
        {
            using var owner = Process.Start("chown", ["-R", "rabbitmq", folder]);
            await owner.WaitForExitAsync();
            owner.ExitCode.ShouldBe(0);
        }
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(folder, file), text);

    private Process Start(string program, params IReadOnlyList<string> arguments)
    {
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=rabbitmq", "--regid=rabbitmq", "--clear-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = folder;
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start).ShouldNotBeNull();
        process.BeginOutputReadLine(); // read and dropped: the log is a file
        process.BeginErrorReadLine();
        return process;
    }

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["HOME"] = folder,
        ["ERL_EPMD_PORT"] = $"{epmdPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = node,
        ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = folder,
        ["RABBITMQ_LOGS"] = Path.Combine(folder, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        ["RABBITMQ_ALLOW_INPUT"] = "1", // so that it reads the pipe, and is one process
    };
}

using System.Diagnostics;

namespace Checkout.Local.Tests.Sidecar.State;

/// <summary>A real PostgreSQL server of Debian's package on a Unix socket in a temporary folder. As root it runs as another user.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? s_bin = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private static readonly Lazy<Task<PostgresServer>> s_shared = new(StartSharedAsync);
    private static int s_tables;
    private readonly string folder;

    private PostgresServer(string folder) => this.folder = folder;

    /// <summary>Why there is no server; null if there can be one.</summary>
    public static string? Missing => s_bin is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)." : null;

    /// <summary>The server that all tests share which do not stop it.</summary>
    public static Task<PostgresServer> Shared => s_shared.Value;

    /// <summary>Where it keeps everything.</summary>
    public string Folder => folder;

    /// <summary>The connection string, as daprd takes it.</summary>
    public string ConnectionString => $"host={folder} user=postgres database=postgres";

    /// <summary>A prefix for tables that no other test uses.</summary>
    public static string NewPrefix() => $"t{Interlocked.Increment(ref s_tables)}_";

    /// <summary>A component over the server, of tables of its own.</summary>
    public string Component() => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: statestore }
        spec:
          type: state.postgresql
          version: v2
          metadata:
            - { name: connectionString, value: "{{ConnectionString}}" }
            - { name: tablePrefix, value: {{NewPrefix()}} }
            - { name: actorStateStore, value: "true" }
        """;

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Directory.CreateTempSubdirectory("pg-").FullName);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", server.folder);
        }

        await PostgresAsync("initdb", "--pgdata", server.Data, "--username", "postgres", "--auth", "trust", "--no-sync", "--encoding", "UTF8");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server on its old data.</summary>
    public Task StartAgainAsync() => PostgresAsync(
        "pg_ctl", "--pgdata", Data, "--wait", "--log", Path.Combine(folder, "log"),
        "--options", $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=on -c shared_buffers=16MB", "start");

    /// <summary>Ends the server as a crash would.</summary>
    public Task CrashAsync() => PostgresAsync("pg_ctl", "--pgdata", Data, "--wait", "--mode", "immediate", "stop");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await CrashAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private static Task PostgresAsync(string program, params IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(s_bin.ShouldNotBeNull(), program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/tmp",
        }).ShouldNotBeNull();
        // The server keeps pg_ctl's output open, so it is not read to its end when all went well.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await process.StandardError.ReadToEndAsync()}");
        }
    }
}

using Checkout.Local.Tests.Sidecar.State;

namespace Checkout.SystemTests.Hosting;

/// <summary>
/// The state store that the system runs on: SQLite, or what <c>CHECKOUT_STORE</c> names, <c>memory</c> or <c>postgres</c>, which are
/// folders of <c>components</c>.
/// </summary>
internal sealed class ChosenStore : IAsyncDisposable
{
    private readonly PostgresServer? server;

    private ChosenStore(PostgresServer? server) => this.server = server;

    /// <summary>The name; empty for the store of <c>components/local</c>.</summary>
    public static string Name => Environment.GetEnvironmentVariable("CHECKOUT_STORE") ?? string.Empty;

    public static async Task<ChosenStore> PrepareAsync(SystemFolder folder)
    {
        var name = Name;
        if (name.Length == 0)
        {
            return new ChosenStore(null);
        }

        folder.Replace(name);
        if (name is not "postgres")
        {
            return new ChosenStore(null);
        }

        var started = await PostgresServer.StartAsync();
        await folder.WriteSecretAsync($"{name}/database.json", started.ConnectionString);
        return new ChosenStore(started);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

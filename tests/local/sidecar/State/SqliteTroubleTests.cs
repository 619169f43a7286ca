using System.Runtime.InteropServices;
using System.Text;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar.State;

/// <summary>A full disk, a file that is locked, and files that are damaged.</summary>
public sealed class SqliteTroubleTests : IDisposable
{
    private const int MostPages = 60;

    private readonly string folder = Directory.CreateTempSubdirectory("state-").FullName;

    private SqliteOptions Options => new(Path.Combine(folder, "state.db"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_full_disk_refuses_what_it_cannot_take_and_keeps_what_it_took()
    {
        List<string> acknowledged = [];
        await using (var full = Open(Options with { Pragmas = [$"max_page_count = {MostPages}"] }))
        {
            var error = await Should.ThrowAsync<StateStoreException>(async () =>
            {
                while (true)
                {
                    await full.CommitAsync([Put($"k{acknowledged.Count}")]);
                    acknowledged.Add($"k{acknowledged.Count}");
                }
            });
            error.Message.ShouldContain("state.db");
            error.Message.ShouldContain("full");
            (await full.ReadAsync([.. acknowledged], TestContext.Current.CancellationToken)).Count.ShouldBe(acknowledged.Count);
            await full.CommitAsync([new StateChange(acknowledged[0], null)]); // makes room
            await full.CommitAsync([Put(acknowledged[0])]);
        }

        await using var later = Open(Options);
        acknowledged.Count.ShouldBeGreaterThan(10);
        (await later.ReadAsync([.. acknowledged], TestContext.Current.CancellationToken)).Count.ShouldBe(acknowledged.Count);
        (await later.ReadAsync([$"k{acknowledged.Count}"], TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_another_program_keeps_locked_is_an_error_and_afterwards_the_store_goes_on()
    {
        await using var store = Open(Options with { BusyTimeout = TimeSpan.FromMilliseconds(10) });
        using var other = Options.Open();
        using (var locked = other.BeginTransaction())
        {
            (await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync([Put("refused")]))).Message.ShouldContain("locked");
            locked.Rollback();
        }

        await store.CommitAsync([Put("taken")]);
        (await store.ReadAsync(["refused", "taken"], TestContext.Current.CancellationToken)).Keys.ShouldBe(["taken"]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_at_the_start()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "data", "state.db"), new string('x', 8_192), TestContext.Current.CancellationToken);
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(Stores.Sqlite, folder: folder));
        error.Message.ShouldContain("Component 'statestore'");
        error.Message.ShouldContain("state.db");
        error.Field.ShouldBe("spec.metadata.connectionString");
    }

    [Fact]
    public async Task What_is_damaged_is_an_error_and_never_another_value()
    {
        const int Entries = 200;
        await using (var store = Open(Options with { DisableWal = true }))
        {
            await store.CommitAsync([.. Enumerable.Range(0, Entries).Select(n => Put($"k{n}"))]);
        }

        await using (var file = File.OpenWrite(Options.File))
        {
            file.Position = file.Length / 2;
            await file.WriteAsync(Enumerable.Repeat((byte)0xFF, 8_192).ToArray(), TestContext.Current.CancellationToken);
        }

        await using var damaged = Open(Options with { DisableWal = true });
        var errors = 0;
        foreach (var key in Enumerable.Range(0, Entries).Select(n => $"k{n}"))
        {
            try
            {
                var found = await damaged.ReadAsync([key], TestContext.Current.CancellationToken);
                found[key].Value.ToArray().ShouldBe(Put(key).Value.ShouldNotBeNull().ToArray());
            }
            catch (StateStoreException e)
            {
                e.Message.ShouldContain("state.db");
                errors++;
            }
        }

        errors.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_short_sleep_of_SQLite_does_not_become_a_whole_second()
    {
        const int Milliseconds = 2;
        using var connection = Options.Open();
        Sleep(Milliseconds).ShouldBe(Milliseconds);
    }

    private static StateChange Put(string key) => new(key, Encoding.UTF8.GetBytes(key + new string('.', 2_000)));

    private static SqliteStateStore Open(SqliteOptions options) => new(options, TimeProvider.System, NullLogger.Instance);

    // Returns the milliseconds that it slept.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_sleep")]
    private static extern int Sleep(int milliseconds);
}

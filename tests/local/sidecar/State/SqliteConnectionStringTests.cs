using Checkout.Local.Sidecar.State.Sqlite;

namespace Checkout.Local.Tests.Sidecar.State;

public sealed class SqliteConnectionStringTests
{
    private static readonly string Home = Path.GetFullPath("/home");

    [Theory]
    [InlineData("data/state.db", "data/state.db")]
    [InlineData("file:data/state.db", "data/state.db")]
    [InlineData("file:my%20data.db?mode=rwc&cache=shared&_txlock=immediate", "my data.db")]
    public void A_path_is_relative_to_the_base_directory(string text, string file) =>
        SqliteConnectionString.Parse(text, Home).File.ShouldBe(Path.Combine(Home, file));

    [Theory]
    [InlineData(":memory:")]
    [InlineData("file::memory:?cache=shared")]
    [InlineData("file:any.db?mode=memory")]
    public void A_database_in_memory_has_no_file(string text) => SqliteConnectionString.Parse(text, Home).File.ShouldBeNull();

    [Fact]
    public void Pragmas_are_settings_of_each_connection() =>
        SqliteConnectionString.Parse("a.db?_pragma=cache_size(-4000)&_pragma=mmap_size%3D1048576", Home).Pragmas
            .ShouldBe(["cache_size = -4000", "mmap_size = 1048576"]);

    [Theory]
    [InlineData("a.db?mode=ro", "mode=ro")]
    [InlineData("a.db?immutable=1", "immutable=1")]
    [InlineData("a.db?_pragma=busy_timeout(5)", "busyTimeout")]
    [InlineData("a.db?_pragma=journal_mode(OFF)", "disableWAL")]
    [InlineData("a.db?_pragma=x(1);DROP", "_pragma=name(value)")]
    public void An_option_that_is_not_honoured_is_refused_by_name(string text, string named) =>
        Should.Throw<FormatException>(() => SqliteConnectionString.Parse(text, Home)).Message.ShouldContain(named);
}

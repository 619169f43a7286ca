using Checkout.Local.Sidecar.State.Postgres;

namespace Checkout.Local.Tests.Sidecar.State;

public sealed class PostgresConnectionStringTests
{
    [Theory]
    [InlineData("host=db user=me password=secret port=5433 database=shop sslmode=verify-full connect_timeout=10")]
    [InlineData("host = db  user='me' password='secret' port=5433 dbname=shop sslmode=verify-full")]
    [InlineData("postgres://me:secret@db:5433/shop?sslmode=verify-full")]
    [InlineData("postgresql://me:s%65cret@db:5433/shop?sslmode=verify-full&pool_max_conns=4")]
    public void Both_of_PostgreSQLs_forms_are_read(string text)
    {
        var parsed = PostgresConnectionString.Parse(text);
        parsed.Host.ShouldBe("db");
        parsed.Port.ShouldBe(5433);
        parsed.Username.ShouldBe("me");
        parsed.Password.ShouldBe("secret");
        parsed.Database.ShouldBe("shop");
        parsed.SslMode.ShouldBe(Npgsql.SslMode.VerifyFull);
    }

    [Fact]
    public void A_quoted_value_may_hold_spaces_and_quotes() =>
        PostgresConnectionString.Parse(@"host=db password='it\'s a \\ secret'").Password.ShouldBe(@"it's a \ secret");

    [Theory]
    [InlineData("user=me", "host")]
    [InlineData("host=db password='secret", "quote")]
    [InlineData("host=db secret", "'='")]
    [InlineData("host=db port=secret", "port")]
    [InlineData("host=db secret=secret2", "not supported")]
    public void A_mistake_is_named_without_its_value(string text, string named)
    {
        var error = Should.Throw<FormatException>(() => PostgresConnectionString.Parse(text));
        error.Message.ShouldContain(named);
        error.Message.ShouldNotContain("secret2");
    }
}

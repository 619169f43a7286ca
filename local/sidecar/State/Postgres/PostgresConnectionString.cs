using System.Text;
using Npgsql;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>
/// Connection strings as daprd takes them, which are PostgreSQL's own: <c>host=… user=… dbname=…</c> with quotes where there are spaces,
/// or <c>postgres://user:password@host:port/database?option=value</c>.
/// </summary>
internal static class PostgresConnectionString
{
    /// <summary>Reads a connection string.</summary>
    /// <param name="text">The component's <c>connectionString</c>.</param>
    /// <returns>The same for Npgsql.</returns>
    /// <exception cref="FormatException">It is not one; the message does not repeat it, as it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (var (name, value) in IsUrl(text) ? OfUrl(text) : OfKeywords(text))
        {
            Set(builder, name, value);
        }

        return builder.Host is { Length: > 0 } ? builder : throw new FormatException("names no host.");
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            switch (name)
            {
                case "host":
                    builder.Host = value;
                    break;
                case "port":
                    builder.Port = int.Parse(value);
                    break;
                case "user":
                    builder.Username = value;
                    break;
                case "password":
                    builder.Password = value;
                    break;
                case "database" or "dbname":
                    builder.Database = value;
                    break;
                case "sslmode":
                    builder.SslMode = Enum.Parse<SslMode>(value.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);
                    break;
                case "sslrootcert":
                    builder.RootCertificate = value;
                    break;
                case "application_name":
                    builder.ApplicationName = value;
                    break;
                case "connect_timeout" or "pool_max_conns":
                    break; // the component's timeout and maxConns apply
                default:
                    throw new FormatException($"has the parameter '{name}', which is not supported.");
            }
        }
        catch (Exception e) when (e is ArgumentException or OverflowException || (e is FormatException && name is "port"))
        {
            throw new FormatException($"has a value for '{name}' that cannot be used.", e);
        }
    }

    private static IEnumerable<(string Name, string Value)> OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw new FormatException("is not a URL.");
        }

        var user = url.UserInfo.Split(':', 2);
        (string Name, string Value)[] parts =
        [
            ("host", url.Host),
            ("port", url.Port < 0 ? string.Empty : $"{url.Port}"),
            ("user", Uri.UnescapeDataString(user[0])),
            ("password", Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? string.Empty)),
            ("database", Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'))),
        ];
        var options = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2))
            .Select(option => (Uri.UnescapeDataString(option[0]), Uri.UnescapeDataString(option.ElementAtOrDefault(1) ?? string.Empty)));
        return parts.Where(part => part.Value.Length > 0).Concat(options);
    }

    private static IEnumerable<(string Name, string Value)> OfKeywords(string text)
    {
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                yield break;
            }

            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                throw new FormatException("has a word without '='.");
            }

            var name = text[at..equals].Trim();
            at = equals + 1;
            yield return (name, Value(text, ref at));
        }
    }

    // A value ends at a space unless it stands in single quotes; a backslash takes the next character as it is.
    private static string Value(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        var quoted = at < text.Length && text[at] == '\'';
        at += quoted ? 1 : 0;
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (quoted ? text[at] == '\'' : char.IsWhiteSpace(text[at]))
            {
                at++;
                return value.ToString();
            }

            at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
            value.Append(text[at]);
        }

        return quoted ? throw new FormatException("has a quote that does not end.") : value.ToString();
    }
}

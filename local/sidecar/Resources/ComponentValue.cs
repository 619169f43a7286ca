using Checkout.Local.Sidecar.State.Postgres;
using Checkout.Local.Sidecar.State.Sqlite;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>Reads typed values out of a component's metadata.</summary>
internal static class ComponentValue
{
    /// <summary>Whether a field says yes, in one of daprd's ways.</summary>
    public static bool IsTrue(IReadOnlyDictionary<string, string> values, string field) =>
        values.TryGetValue(field, out var text) && text.ToUpperInvariant() is "TRUE" or "T" or "YES" or "Y" or "ON" or "1";

    /// <summary>The settings of a <c>state.sqlite</c> component.</summary>
    /// <returns>The settings; null for a database in memory.</returns>
    public static SqliteOptions? Sqlite(Component component, IReadOnlyDictionary<string, string> values, string baseDirectory)
    {
        var defaults = new SqliteOptions(string.Empty);
        try
        {
            var connection = SqliteConnectionString.Parse(values["connectionString"], baseDirectory);
            return connection.File is not { } file ? null : defaults with
            {
                File = file,
                Pragmas = connection.Pragmas,
                TableName = values.GetValueOrDefault("tableName", defaults.TableName),
                DisableWal = IsTrue(values, "disableWAL"),
                BusyTimeout = Duration(component, values, "busyTimeout") ?? defaults.BusyTimeout,
                CleanupInterval = Duration(component, values, "cleanupInterval")
                    ?? Duration(component, values, "cleanupIntervalInSeconds") ?? defaults.CleanupInterval,
            };
        }
        catch (FormatException e)
        {
            throw component.Source.Error(null, "spec.metadata.connectionString", e.Message, "Write for example 'data/state.db'.");
        }
    }

    /// <summary>The settings of a <c>state.postgresql</c> component.</summary>
    public static PostgresOptions Postgres(Component component, IReadOnlyDictionary<string, string> values)
    {
        try
        {
            var defaults = new PostgresOptions(PostgresConnectionString.Parse(values["connectionString"]));
            return defaults with
            {
                TablePrefix = TableName(component, values, "tablePrefix", suffix: "state") ?? defaults.TablePrefix,
                MetadataTableName = TableName(component, values, "metadataTableName", suffix: string.Empty) ?? defaults.MetadataTableName,
                CleanupInterval = Duration(component, values, "cleanupInterval") ?? defaults.CleanupInterval,
                MaxConnections = Count(component, values, "maxConns") ?? defaults.MaxConnections,
                Timeout = Duration(component, values, "timeout") ?? defaults.Timeout,
            };
        }
        catch (FormatException e)
        {
            throw component.Source.Error(
                null, "spec.metadata.connectionString", e.Message, "Write for example 'host=localhost port=5432 user=checkout database=checkout'.");
        }
    }

    private static string? TableName(Component component, IReadOnlyDictionary<string, string> values, string field, string suffix) =>
        !values.TryGetValue(field, out var name) || name.Length == 0 ? null
        : PostgresOptions.IsTableName(name + suffix) ? name
        : throw component.Source.Error(null, $"spec.metadata.{field}", $"'{name}' cannot name a table.", "Use letters, digits and _.");

    private static int? Count(Component component, IReadOnlyDictionary<string, string> values, string field) =>
        !values.TryGetValue(field, out var text) ? null
        : int.TryParse(text, out var count) && count > 0 ? count
        : throw component.Source.Error(null, $"spec.metadata.{field}", $"'{text}' is not a positive number.", "Write a whole number.");

    private static TimeSpan? Duration(Component component, IReadOnlyDictionary<string, string> values, string field) =>
        !values.TryGetValue(field, out var text) ? null
        : GoDuration.TryParse(text, out var duration) ? duration
        : throw component.Source.Error(null, $"spec.metadata.{field}", $"'{text}' is not a duration.", "Write for example '500ms', '2s' or '1h'.");
}

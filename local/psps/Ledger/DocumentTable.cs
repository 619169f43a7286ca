using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>What a PSP keeps beside the money, by kind and identifier: payment methods, refunds, challenges.</summary>
/// <param name="connection">Inside the transaction.</param>
internal sealed class DocumentTable(SqliteConnection connection)
{
    /// <summary>Finds a document; its type is its kind.</summary>
    /// <param name="id">Its identifier.</param>
    /// <returns>The document, or null.</returns>
    public T? Find<T>(string id)
        where T : class => connection
        .Query(
            "SELECT body FROM documents WHERE kind = $kind AND id = $id",
            row => JsonSerializer.Deserialize<T>(row.GetString(0), JsonSerializerOptions.Web),
            ("$kind", typeof(T).Name), ("$id", id))
        .SingleOrDefault();

    /// <summary>Inserts or replaces a document.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="document">Its new state.</param>
    public void Save<T>(string id, T document)
        where T : class => connection.Execute(
        "INSERT OR REPLACE INTO documents (kind, id, body) VALUES ($kind, $id, $body)",
        ("$kind", typeof(T).Name), ("$id", id), ("$body", JsonSerializer.Serialize(document, JsonSerializerOptions.Web)));

    /// <summary>All documents of a type.</summary>
    /// <returns>In the order of their identifiers.</returns>
    public IReadOnlyList<T> All<T>()
        where T : class => connection.Query(
        "SELECT body FROM documents WHERE kind = $kind ORDER BY id",
        row => JsonSerializer.Deserialize<T>(row.GetString(0), JsonSerializerOptions.Web)
            ?? throw new InvalidDataException("The ledger holds a null where a document belongs."),
        ("$kind", typeof(T).Name));

    /// <summary>Removes a document.</summary>
    /// <param name="id">Its identifier.</param>
    public void Remove<T>(string id)
        where T : class => connection.Execute(
        "DELETE FROM documents WHERE kind = $kind AND id = $id", ("$kind", typeof(T).Name), ("$id", id));
}

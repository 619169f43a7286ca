using System.Text.Json;
using Checkout.Local.Sidecar.Errors;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.State;

/// <summary>The request bodies of the state API.</summary>
internal static class StateJson
{
    private const string MetadataPrefix = "metadata.";

    /// <summary>The metadata that a query string gives as <c>metadata.name=value</c>.</summary>
    public static Dictionary<string, string> QueryMetadata(IQueryCollection query) =>
        query.Where(item => item.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal))
            .ToDictionary(item => item.Key[MetadataPrefix.Length..], item => item.Value.ToString(), StringComparer.Ordinal);

    /// <summary>Reads the list of a save.</summary>
    /// <param name="body">The request body.</param>
    /// <param name="metadata">Metadata of the query, which goes before that of an entry.</param>
    /// <param name="store">Component name, for errors.</param>
    public static IReadOnlyList<StateItem> ReadSave(byte[] body, IReadOnlyDictionary<string, string> metadata, string store)
    {
        using var document = Parse(body, string.Empty);
        if (document.RootElement.ValueKind is not JsonValueKind.Array)
        {
            throw ApiException.MalformedRequest("the body is not a list of entries");
        }

        var items = new List<StateItem>(document.RootElement.GetArrayLength());
        foreach (var element in document.RootElement.EnumerateArray())
        {
            var item = StateItemJson.Read(element, isDelete: false);
            if (item.Key.Length == 0)
            {
                throw ApiException.MalformedRequest("\"key\" is a required field");
            }

            StateItemJson.CheckOptions(element, store);
            items.Add(metadata.Count == 0 ? item : item with { Metadata = Merge(item.Metadata, metadata) });
        }

        return items;
    }

    /// <summary>Reads the operations of a transaction.</summary>
    public static IReadOnlyList<StateItem> ReadTransaction(byte[] body)
    {
        using var document = Parse(body, "failed deserializing HTTP body: ");
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw ApiException.MalformedRequest("failed deserializing HTTP body: the body is not an object");
        }

        return document.RootElement.TryGetProperty("operations", out var operations) && operations.ValueKind is JsonValueKind.Array
            ? [.. operations.EnumerateArray().Select(StateItemJson.ReadOperation)]
            : [];
    }

    /// <summary>Reads the keys of a bulk get.</summary>
    public static IReadOnlyList<string> ReadKeys(byte[] body)
    {
        using var document = Parse(body, "failed deserializing HTTP body: ");
        return document.RootElement.ValueKind is JsonValueKind.Object
            && document.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(key => key.ValueKind is JsonValueKind.String
                ? key.GetString() ?? string.Empty
                : throw ApiException.MalformedRequest("failed deserializing HTTP body: a key is not a string"))]
            : [];
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> query)
    {
        var merged = own.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            merged[name] = value;
        }

        return merged;
    }

    private static JsonDocument Parse(byte[] body, string failure)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw ApiException.MalformedRequest(failure + (body.Length == 0 ? "EOF" : e.Message));
        }
    }
}

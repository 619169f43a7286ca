using System.Runtime.InteropServices;
using System.Text.Json;
using Checkout.Local.Sidecar.Errors;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.State;

/// <summary>The JSON bodies of the state API.</summary>
internal static class StateJson
{
    private const string MetadataPrefix = "metadata.";
    private static readonly byte[] Null = "null"u8.ToArray();

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
            var item = ReadItem(element, isDelete: false);
            if (item.Key.Length == 0)
            {
                throw ApiException.MalformedRequest("\"key\" is a required field");
            }

            CheckOptions(element, store);
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
            ? [.. operations.EnumerateArray().Select(ReadOperation)]
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

    /// <summary>Writes the answer of a bulk get.</summary>
    public static void WriteBulk(Utf8JsonWriter json, IReadOnlyList<(string Key, StateEntry? Entry)> found)
    {
        json.WriteStartArray();
        foreach (var (key, entry) in found)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            if (entry is not null)
            {
                WriteEntry(json, entry);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, StateEntry entry)
    {
        json.WritePropertyName("data");
        try
        {
            json.WriteRawValue(entry.Value.Span);
        }
        catch (JsonException)
        {
            json.WriteStringValue(entry.Value.Span); // saved over gRPC, where any bytes will do
        }

        json.WriteString("etag", entry.Etag);
        if (entry.ExpiresAt is { } at)
        {
            json.WriteStartObject("metadata");
            json.WriteString("ttlExpireTime", StateGrpcApi.ExpiryText(at));
            json.WriteEndObject();
        }
    }

    private static StateItem ReadOperation(JsonElement element)
    {
        var operation = Text(element, "operation") ?? string.Empty;
        if (operation is not ("upsert" or "delete"))
        {
            throw AppStateStore.UnknownOperation(operation);
        }

        return element.TryGetProperty("request", out var request)
            ? ReadItem(request, operation is "delete")
            : new StateItem(string.Empty, operation is "delete" ? null : Null, null, false, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static StateItem ReadItem(JsonElement element, bool isDelete)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw ApiException.MalformedRequest("an entry is not an object");
        }

        ReadOnlyMemory<byte>? value = isDelete ? null
            : element.TryGetProperty("value", out var json) ? JsonRewriter.Rewrite(JsonMarshal.GetRawUtf8Value(json)) : Null;
        var options = element.TryGetProperty("options", out var found) && found.ValueKind is JsonValueKind.Object ? found : default;
        return new StateItem(
            Text(element, "key") ?? string.Empty, value, Text(element, "etag"), Option(options, "concurrency") is "first-write", Metadata(element));
    }

    private static void CheckOptions(JsonElement element, string store)
    {
        if (!element.TryGetProperty("options", out var options) || options.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        Check("concurrency", "first-write", "last-write");
        Check("consistency", "strong", "eventual");

        void Check(string name, string one, string other)
        {
            var word = Option(options, name);
            if (!string.IsNullOrEmpty(word) && !new[] { one, other }.Contains(word, StringComparer.Ordinal))
            {
                throw new ApiException(
                    500, StatusCode.Internal, "ERR_STATE_SAVE", $"failed saving state in state store {store}: unrecognized {name} model '{word}'");
            }
        }
    }

    private static string? Option(JsonElement options, string name) => options.ValueKind is JsonValueKind.Object ? Text(options, name) : null;

    private static Dictionary<string, string> Metadata(JsonElement element)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.TryGetProperty("metadata", out var items) && items.ValueKind is JsonValueKind.Object)
        {
            foreach (var item in items.EnumerateObject())
            {
                metadata[item.Name] = item.Value.ValueKind is JsonValueKind.String
                    ? item.Value.GetString() ?? string.Empty
                    : throw ApiException.MalformedRequest($"metadata '{item.Name}' is not a string");
            }
        }

        return metadata;
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

    private static string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : throw ApiException.MalformedRequest($"'{name}' is not a string");

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

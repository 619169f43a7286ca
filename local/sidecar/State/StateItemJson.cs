using System.Runtime.InteropServices;
using System.Text.Json;
using Checkout.Local.Sidecar.Errors;
using Grpc.Core;

namespace Checkout.Local.Sidecar.State;

/// <summary>Entries of the state API as JSON.</summary>
internal static class StateItemJson
{
    private static readonly byte[] Null = "null"u8.ToArray();

    /// <summary>Reads one operation of a transaction.</summary>
    public static StateItem ReadOperation(JsonElement element)
    {
        var operation = Text(element, "operation") ?? string.Empty;
        if (operation is not ("upsert" or "delete"))
        {
            throw AppStateStore.UnknownOperation(operation);
        }

        return element.TryGetProperty("request", out var request)
            ? Read(request, operation is "delete")
            : new StateItem(string.Empty, operation is "delete" ? null : Null, null, false, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>Reads one entry.</summary>
    /// <param name="element">The entry, or the <c>request</c> of an operation.</param>
    /// <param name="isDelete">Whether its value counts for nothing.</param>
    public static StateItem Read(JsonElement element, bool isDelete)
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

    /// <summary>Refuses words that are no concurrency or consistency option.</summary>
    public static void CheckOptions(JsonElement element, string store)
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

    private static string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : throw ApiException.MalformedRequest($"'{name}' is not a string");
}

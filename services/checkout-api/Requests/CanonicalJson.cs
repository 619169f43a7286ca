using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Checkout.Api.Requests;

/// <summary>
/// JSON in one form for one meaning: members sorted by name, no white space, one spelling for each string and integer. Null and absent
/// differ, and so do arrays in another order. Fragments that are put together are overwritten, since they may hold a card.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Any value, its members as they are named.</summary>
    /// <exception cref="InvalidOperationException">A string is not valid Unicode.</exception>
    public static byte[] Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Object(value.EnumerateObject().Select(member => (member.Name, Of(member.Value)))),
        JsonValueKind.Array => Array(value.EnumerateArray().Select(Of)),
        JsonValueKind.String => Scalar(json => json.WriteStringValue(value.GetString())),
        JsonValueKind.Number when IntegerOf(value) is { } integer => Scalar(json => json.WriteNumberValue(integer)),
        _ => Scalar(value.WriteTo),
    };

    /// <summary>The integer that a number is, also when it is written as <c>1.0</c> or <c>1e0</c>; null when it is none.</summary>
    public static long? IntegerOf(JsonElement number) =>
        number.TryGetInt64(out var integer) ? integer
        : number.TryGetDecimal(out var value) && value == decimal.Truncate(value) && Math.Abs(value) <= long.MaxValue ? (long)value
        : null;

    /// <summary>An object of members that are canonical already.</summary>
    public static byte[] Object(IEnumerable<(string Name, byte[] Value)> members) => Compose(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Put(json, value);
        }

        json.WriteEndObject();
    });

    /// <summary>An array of elements that are canonical already.</summary>
    public static byte[] Array(IEnumerable<byte[]> elements) => Compose(json =>
    {
        json.WriteStartArray();
        foreach (var element in elements)
        {
            Put(json, element);
        }

        json.WriteEndArray();
    });

    /// <summary>A value that is written in one call.</summary>
    public static byte[] Scalar(Action<Utf8JsonWriter> write) => Compose(write);

    private static void Put(Utf8JsonWriter json, byte[] fragment)
    {
        json.WriteRawValue(fragment, skipInputValidation: true);
        CryptographicOperations.ZeroMemory(fragment);
    }

    private static byte[] Compose(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        var composed = buffer.WrittenSpan.ToArray();
        buffer.Clear(); // overwrites
        return composed;
    }
}

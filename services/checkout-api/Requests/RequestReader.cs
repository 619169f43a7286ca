using System.Text.Json;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Requests;

/// <summary>
/// Reads a body against the record that stands for it: resolves names and aliases, checks types, and notes how the caller wrote each
/// field, so that errors can name it that way. Messages never repeat a value.
/// </summary>
internal sealed class RequestReader
{
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);
    private int unknownFields;

    private RequestReader()
    {
    }

    /// <summary>Reads <paramref name="body"/> as a <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">A string in it is not valid Unicode.</exception>
    public static ReadRequest<T> Read<T>(JsonElement body)
        where T : class
    {
        var reader = new RequestReader();
        var canonical = reader.Resolve(body, Schema<T>.Type, path: string.Empty, writtenPath: string.Empty);
        if (body.ValueKind == JsonValueKind.Null)
        {
            reader.Complain(string.Empty, "An object is required.");
        }

        var value = JsonSerializer.Deserialize<T>(canonical, JsonSerializerOptions.Web);
        return new ReadRequest<T>(value, canonical, reader.written, reader.errors, reader.unknownFields);
    }

    private byte[] Resolve(JsonElement value, RequestType type, string path, string writtenPath)
    {
        written.TryAdd(path, writtenPath);
        switch (value.ValueKind, type.Kind)
        {
            case (JsonValueKind.String, RequestKind.Time) when value.TryGetDateTimeOffset(out _):
            case (JsonValueKind.String, RequestKind.Choice) when type.Choices!.Contains(value.GetString(), StringComparer.OrdinalIgnoreCase):
            case (JsonValueKind.Null, _) when type.IsNullable:
            case (JsonValueKind.String, RequestKind.Text) when type.IsSensitive || !CardRules.HoldsNumber(value.GetString()):
            case (JsonValueKind.True or JsonValueKind.False, RequestKind.Flag):
                return CanonicalJson.Of(value);
            case (JsonValueKind.Number, RequestKind.Integer)
                when CanonicalJson.IntegerOf(value) is { } integer && integer >= -type.Largest && integer <= type.Largest:
                return CanonicalJson.Of(value);
            case (JsonValueKind.Object, RequestKind.Object):
                return ResolveObject(value, type, path, writtenPath);
            case (JsonValueKind.Array, RequestKind.List):
                return CanonicalJson.Array(value.EnumerateArray()
                    .Select((element, index) => Resolve(element, type.Element!, $"{path}[{index}]", $"{writtenPath}[{index}]")));
            case (JsonValueKind.String, RequestKind.Text):
                // Somebody typed a card where none belongs. It would be kept in clear.
                Complain(writtenPath, "Must not hold a card number.");
                return CanonicalJson.Scalar(json => WriteNothing(json, type));
            default:
                Complain(writtenPath, RuleOf(type));
                return CanonicalJson.Scalar(json => WriteNothing(json, type));
        }
    }

    private byte[] ResolveObject(JsonElement value, RequestType type, string path, string writtenPath)
    {
        var known = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var unknown = new List<(string Name, byte[] Value)>();
        foreach (var member in value.EnumerateObject())
        {
            if (!type.Fields!.TryGetValue(member.Name, out var field))
            {
                unknownFields++;
                unknown.Add((member.Name, CanonicalJson.Of(member.Value)));
                continue;
            }

            var (fieldPath, memberPath) = (Below(path, field.Name), Below(writtenPath, member.Name));
            var resolved = Resolve(member.Value, field.Type, fieldPath, memberPath);
            if (!known.TryAdd(field.Name, resolved) && !known[field.Name].AsSpan().SequenceEqual(resolved))
            {
                Complain(memberPath, $"Differs from {written[fieldPath]}, which is the same field.");
            }
        }

        return CanonicalJson.Object(known.Select(member => (member.Key, member.Value)).Concat(unknown));
    }

    // Stands for what was refused, so that the rest can be read and judged too.
    private static void WriteNothing(Utf8JsonWriter json, RequestType type)
    {
        switch (type)
        {
            case { IsNullable: true }:
                json.WriteNullValue();
                break;
            case { Kind: RequestKind.Choice, Choices: [var first, ..] }:
                json.WriteStringValue(first);
                break;
            case { Kind: RequestKind.Integer }:
                json.WriteNumberValue(0);
                break;
            case { Kind: RequestKind.Time }:
                json.WriteStringValue(DateTimeOffset.MinValue);
                break;
            default:
                json.WriteBooleanValue(value: false);
                break;
        }
    }

    private void Complain(string writtenPath, string message)
    {
        if (!errors.TryGetValue(writtenPath, out var messages))
        {
            errors.Add(writtenPath, messages = []);
        }

        messages.Add(message);
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string RuleOf(RequestType type) => type.Kind switch
    {
        RequestKind.Choice => $"Must be one of {string.Join(", ", type.Choices!)}.",
        RequestKind.Text => "Must be a string.",
        RequestKind.Time => "Must be an RFC 3339 time.",
        RequestKind.Flag => "Must be true or false.",
        RequestKind.Integer => "Must be an integer.",
        RequestKind.Object => "Must be an object.",
        _ => "Must be an array.",
    };

    private static class Schema<T>
    {
        public static readonly RequestType Type = RequestType.Of(typeof(T));
    }
}

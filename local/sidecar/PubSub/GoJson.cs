using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>
/// Writes JSON as the Go standard library does in daprd's CloudEvents: keys in order, no white space, numbers digit by digit as they
/// came in, and <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> escaped.
/// </summary>
internal static class GoJson
{
    /// <summary>Writes an object.</summary>
    /// <param name="fields">JSON text of each field's value, by name.</param>
    public static byte[] Object(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var output = new StringBuilder();
        WriteObject(output, fields, (builder, json) => builder.Append(json));
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    /// <summary>The JSON text of a string.</summary>
    public static string Quote(string text)
    {
        var output = new StringBuilder(text.Length + 2);
        WriteText(output, text);
        return output.ToString();
    }

    /// <summary>The JSON text of a value.</summary>
    public static string Rewrite(JsonElement value)
    {
        var output = new StringBuilder();
        Write(output, value);
        return output.ToString();
    }

    private static void Write(StringBuilder output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var field in value.EnumerateObject())
                {
                    fields[field.Name] = field.Value;
                }

                WriteObject(output, fields, Write);
                break;
            case JsonValueKind.Array:
                output.Append('[');
                output.AppendJoin(',', value.EnumerateArray().Select(Rewrite));
                output.Append(']');
                break;
            case JsonValueKind.String:
                WriteText(output, value.GetString() ?? string.Empty);
                break;
            default:
                output.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteObject<T>(StringBuilder output, IEnumerable<KeyValuePair<string, T>> fields, Action<StringBuilder, T> write)
    {
        output.Append('{');
        var separator = string.Empty;
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            output.Append(separator);
            separator = ",";
            WriteText(output, name);
            output.Append(':');
            write(output, value);
        }

        output.Append('}');
    }

    private static void WriteText(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\b' => output.Append("\\b"),
                '\f' => output.Append("\\f"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => output.Append(c),
            };
        }

        output.Append('"');
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Checkout.Local.Sidecar.State;

/// <summary>
/// Writes a JSON value again as daprd does with what comes in over HTTP: no white space, numbers as floating point
/// (<c>10.00</c> becomes <c>10</c>), no needless escapes.
/// </summary>
internal static class JsonRewriter
{
    /// <summary>Writes one value again.</summary>
    /// <param name="json">UTF-8 text of one valid JSON value.</param>
    /// <returns>The same value as daprd would store it.</returns>
    public static byte[] Rewrite(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        var reader = new Utf8JsonReader(json);
        var needsComma = false;
        while (reader.Read())
        {
            var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (needsComma && !closes)
            {
                output.Write(","u8);
            }

            WriteToken(output, ref reader);
            needsComma = !opens && reader.TokenType is not JsonTokenType.PropertyName;
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteToken(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                WriteText(output, ref reader);
                output.Write(":"u8);
                break;
            case JsonTokenType.String:
                WriteText(output, ref reader);
                break;
            case JsonTokenType.Number:
                WriteNumber(output, reader.ValueSpan);
                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        output.Write("\""u8);
        if (reader.ValueIsEscaped)
        {
            var text = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(reader.GetString() ?? string.Empty);
            output.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            output.Write(reader.ValueSpan);
        }

        output.Write("\""u8);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> digits)
    {
        // Integers of up to 15 digits are exact in floating point and keep their text.
        var isPlain = digits.Length <= 15 && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        output.Write(isPlain ? digits : Encoding.ASCII.GetBytes(GoNumber.Format(double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture))));
    }
}

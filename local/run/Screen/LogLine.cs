using System.Globalization;
using System.Text.Json;

namespace Checkout.Local.Run.Screen;

/// <summary>One log entry as people read it.</summary>
/// <param name="Time">When, UTC; null when the line does not say.</param>
/// <param name="Level">Four letters as .NET's console writes them (<c>info</c>, …); empty when the line does not say.</param>
/// <param name="Message">What; further lines are indented when shown.</param>
internal sealed record LogLine(DateTimeOffset? Time, string Level, string Message)
{
    /// <summary>Whether somebody should look at it: a warning or worse, or of unknown level.</summary>
    public bool IsNotable => Level is not ("trce" or "dbug" or "info");

    /// <summary>Reads a line as .NET's JSON console formatter writes it; any other line is a message as it stands.</summary>
    /// <param name="text">One line of an app's output.</param>
    public static LogLine Parse(string text)
    {
        if (text.StartsWith('{'))
        {
            try
            {
                using var entry = JsonDocument.Parse(text);
                if (Text(entry, "Message") is { } message && Text(entry, "LogLevel") is { } level)
                {
                    var exception = Text(entry, "Exception");
                    return new LogLine(TimeOf(entry), Abbreviate(level), exception is null ? message : $"{message}\n{exception}");
                }
            }
            catch (JsonException)
            {
                // Not JSON after all.
            }
        }

        return new LogLine(null, string.Empty, text);
    }

    private static string? Text(JsonDocument entry, string name) =>
        entry.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? TimeOf(JsonDocument entry)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(Text(entry, "Timestamp"), CultureInfo.InvariantCulture, utc, out var time) ? time : null;
    }

    private static string Abbreviate(string level) => level switch
    {
        "Trace" => "trce",
        "Debug" => "dbug",
        "Information" => "info",
        "Warning" => "warn",
        "Error" => "fail",
        "Critical" => "crit",
        _ => string.Empty,
    };
}

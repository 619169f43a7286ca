using System.Buffers;
using System.Globalization;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>Durations as Dapr's resources write them: <c>500ms</c>, <c>2s</c>, <c>1h30m</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Milliseconds)[] Units =
        [("ms", 1), ("us", 0.001), ("µs", 0.001), ("ns", 0.000001), ("h", 3_600_000), ("m", 60_000), ("s", 1000)];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Such as <c>1h30m</c>; a plain number counts seconds.</param>
    /// <param name="duration">The duration, if the text is one.</param>
    /// <returns>Whether the text is a positive duration.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var milliseconds = 0.0;
        var rest = text.AsSpan().Trim();
        duration = default;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            var number = digits < 0 ? rest : rest[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                return false;
            }

            rest = rest[number.Length..];
            if (rest.IsEmpty)
            {
                milliseconds += amount * 1000;
                break;
            }

            var unit = FindUnit(rest);
            if (unit.Unit is null)
            {
                return false;
            }

            milliseconds += amount * unit.Milliseconds;
            rest = rest[unit.Unit.Length..];
        }

        duration = milliseconds < TimeSpan.MaxValue.TotalMilliseconds / 2 ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return duration > TimeSpan.Zero;
    }

    /// <summary>Writes a duration as Go does: <c>500ms</c>, <c>1.5s</c>, <c>1m0s</c>.</summary>
    /// <param name="duration">From a millisecond on.</param>
    /// <returns>The text.</returns>
    public static string Format(TimeSpan duration)
    {
        var seconds = (duration.TotalSeconds % 60).ToString("0.###", CultureInfo.InvariantCulture);
        return duration.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###}ms")
            : duration.TotalMinutes < 1 ? $"{seconds}s"
            : duration.TotalHours < 1 ? $"{duration.Minutes}m{seconds}s"
            : $"{(int)duration.TotalHours}h{duration.Minutes}m{seconds}s";
    }

    private static (string? Unit, double Milliseconds) FindUnit(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
        {
            if (text.StartsWith(unit.Unit, StringComparison.Ordinal))
            {
                return unit;
            }
        }

        return default;
    }
}

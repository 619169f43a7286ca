using System.Globalization;

namespace Checkout.Local.Sidecar.State;

/// <summary>Writes a floating-point number as Go's JSON encoder does: shortest digits, an exponent only below 1e-6 and from 1e21 on.</summary>
internal static class GoNumber
{
    /// <summary>Formats a finite number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>Its text, such as <c>10</c>, <c>12345678901234567000</c> or <c>1e-7</c>.</returns>
    public static string Format(double number)
    {
        var shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        var roundTrip = number.ToString("R", CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(number);
        if (number == 0)
        {
            return double.IsNegative(number) ? "-0" : "0";
        }

        if (magnitude is >= 1e-6 and < 1e21)
        {
            return roundTrip.Contains('E', StringComparison.Ordinal) ? Expand(roundTrip) : roundTrip;
        }

        return WithExponent(roundTrip.Contains('E', StringComparison.Ordinal) ? roundTrip : shortest);
    }

    // 1.2345678901234567E+19 becomes 12345678901234567000; 1.5E-06 becomes 0.0000015.
    private static string Expand(string scientific)
    {
        var (sign, digits, exponent) = Split(scientific);
        var point = exponent + 1;
        return point <= 0 ? $"{sign}0.{new string('0', -point)}{digits}"
            : point >= digits.Length ? sign + digits.PadRight(point, '0')
            : $"{sign}{digits[..point]}.{digits[point..]}";
    }

    private static string WithExponent(string scientific)
    {
        var (sign, digits, exponent) = Split(scientific);
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : string.Empty;
        return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
    }

    private static (string Sign, string Digits, int Exponent) Split(string scientific)
    {
        var mark = scientific.IndexOf('E', StringComparison.Ordinal);
        var sign = scientific[0] == '-' ? "-" : string.Empty;
        var digits = scientific[sign.Length..mark].Replace(".", string.Empty, StringComparison.Ordinal);
        return (sign, digits, int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}

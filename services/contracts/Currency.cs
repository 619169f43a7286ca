using System.Globalization;

namespace Checkout.Contracts;

/// <summary>How many decimals a currency has (ISO 4217, list one): 2 for most, 0 for the yen, 3 for the dinars.</summary>
public static class Currency
{
    private const int MostHave = 2;

    private static readonly Dictionary<string, int> Others = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0, ["RWF"] = 0,
        ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    };

    /// <summary>The decimals of the minor unit.</summary>
    /// <param name="code">ISO 4217 alphabetic code, upper case.</param>
    /// <returns>0 to 4; 2 for a code that is not known.</returns>
    public static int Exponent(string code) => Others.GetValueOrDefault(code, MostHave);

    /// <summary>The amount in major units with all its decimals, e.g. <c>14.99</c>, <c>1499</c> for yen, <c>1.499</c> for dinars.</summary>
    /// <param name="money">The amount.</param>
    /// <returns>Decimal text with a point, exact.</returns>
    public static string ToDecimalText(this Money money)
    {
        var exponent = Exponent(money.Currency);
        return (money.MinorUnits / PowerOfTen(exponent)).ToString($"F{exponent}", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what <see cref="ToDecimalText"/> writes; fewer decimals are taken too.</summary>
    /// <param name="text">Decimal text in major units.</param>
    /// <param name="code">ISO 4217 alphabetic code, upper case.</param>
    /// <returns>The amount; null when the text is no number or has more decimals than the currency.</returns>
    public static Money? Parse(string? text, string code)
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var major)
            || Math.Abs(major) > long.MaxValue / PowerOfTen(Exponent(code)))
        {
            return null;
        }

        var minor = major * PowerOfTen(Exponent(code));
        return minor == decimal.Truncate(minor) ? new Money((long)minor, code) : null;
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}

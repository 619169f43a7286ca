using System.Globalization;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>Amounts for people.</summary>
internal static class AmountText
{
    private const int UsualDigits = 2;

    // ISO 4217: currencies whose minor unit is not a hundredth.
    private static readonly Dictionary<string, int> Digits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0, ["RWF"] = 0,
        ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    };

    /// <summary>Writes an amount.</summary>
    /// <param name="minorUnits">The amount.</param>
    /// <param name="currency">ISO 4217, any case.</param>
    /// <returns>E.g. <c>14.99 EUR</c>.</returns>
    public static string Of(long minorUnits, string currency)
    {
        var major = minorUnits / MinorUnitsOf(currency);
        return $"{major.ToString($"N{DigitsOf(currency)}", CultureInfo.InvariantCulture)} {currency.ToUpperInvariant()}";
    }

    /// <summary>Decimals of a currency.</summary>
    /// <param name="currency">ISO 4217, any case.</param>
    public static int DigitsOf(string currency) => Digits.GetValueOrDefault(currency, UsualDigits);

    /// <summary>Minor units in one of a currency.</summary>
    /// <param name="currency">ISO 4217, any case.</param>
    public static decimal MinorUnitsOf(string currency) => (decimal)Math.Pow(10, DigitsOf(currency));
}

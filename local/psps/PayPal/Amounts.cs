using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Checkout.Local.Psps.AccessControl;

namespace Checkout.Local.Psps.PayPal;

/// <summary>An amount as PayPal writes it.</summary>
/// <param name="CurrencyCode">ISO 4217, upper case.</param>
/// <param name="Value">Decimal text in major units.</param>
internal sealed record PayPalMoney(string? CurrencyCode = null, string? Value = null);

/// <summary>PayPal's amounts in minor units (developer.paypal.com/api/rest/reference/currency-codes).</summary>
internal static partial class Amounts
{
    private static readonly FrozenSet<string> Currencies = FrozenSet.ToFrozenSet(
        [
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK", "NZD", "PHP",
            "PLN", "SEK", "SGD", "THB", "TWD", "USD",
        ],
        StringComparer.Ordinal);

    // PayPal takes no decimals in these, although ISO 4217 knows a hundredth of a forint and of a Taiwan dollar.
    private static readonly FrozenSet<string> Undivided = FrozenSet.ToFrozenSet(["HUF", "JPY", "TWD"], StringComparer.Ordinal);

    /// <summary>Reads an amount.</summary>
    /// <param name="money">From the request.</param>
    /// <param name="field">Where it stands, as JSON pointer.</param>
    /// <returns>Minor units, more than zero.</returns>
    /// <exception cref="PayPalException">It is missing, not positive, or in a form or currency that PayPal does not take.</exception>
    public static long Read(PayPalMoney? money, string field)
    {
        var currency = money?.CurrencyCode ?? throw PayPalException.Missing($"{field}/currency_code");
        var text = money.Value ?? throw PayPalException.Missing($"{field}/value");
        if (!Currencies.Contains(currency))
        {
            throw PayPalException.Unprocessable("INVALID_CURRENCY_CODE", $"{field}/currency_code");
        }

        if (!Number().IsMatch(text) || !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
        {
            throw PayPalException.BadRequest("INVALID_PARAMETER_SYNTAX", $"{field}/value");
        }

        var decimals = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        if (decimals > (Undivided.Contains(currency) ? 0 : AmountText.DigitsOf(currency)))
        {
            throw PayPalException.Unprocessable("DECIMAL_PRECISION", $"{field}/value");
        }

        var minorUnits = value * AmountText.MinorUnitsOf(currency);
        return minorUnits is > 0 and <= long.MaxValue
            ? (long)minorUnits
            : throw PayPalException.Unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE", $"{field}/value");
    }

    /// <summary>Writes an amount.</summary>
    /// <param name="minorUnits">The amount.</param>
    /// <param name="currency">ISO 4217, upper case.</param>
    /// <returns>E.g. <c>14.99</c> EUR, <c>1000</c> JPY.</returns>
    public static PayPalMoney Write(long minorUnits, string currency)
    {
        var digits = Undivided.Contains(currency) ? 0 : AmountText.DigitsOf(currency);
        var value = minorUnits / AmountText.MinorUnitsOf(currency);
        return new PayPalMoney(currency, value.ToString($"F{digits}", CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\A-?([0-9]+|[0-9]*\.[0-9]+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}

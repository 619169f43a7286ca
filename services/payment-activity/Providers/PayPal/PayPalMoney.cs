using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Checkout.Contracts;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>PayPal's amounts: decimal text in one of its currencies (developer.paypal.com/api/rest/reference/currency-codes).</summary>
internal static class PayPalMoney
{
    private static readonly FrozenSet<string> Currencies = FrozenSet.ToFrozenSet(
        [
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK", "NZD", "PHP",
            "PLN", "SEK", "SGD", "THB", "TWD", "USD",
        ],
        StringComparer.Ordinal);

    // PayPal takes no decimals in these, although ISO 4217 knows hundredths of them.
    private static readonly FrozenSet<string> Undivided = FrozenSet.ToFrozenSet(["HUF", "TWD"], StringComparer.Ordinal);

    /// <summary>Whether PayPal takes the currency.</summary>
    public static bool Takes(string currency) => Currencies.Contains(currency);

    /// <summary>The amount as PayPal wants it; one that it cannot take, such as half a forint, as it is, to be refused.</summary>
    public static JsonObject ToPayPal(this Money money)
    {
        var text = money.ToDecimalText();
        var isWhole = Undivided.Contains(money.Currency) && text.EndsWith(".00", StringComparison.Ordinal);
        return new JsonObject { ["currency_code"] = money.Currency, ["value"] = isWhole ? text[..^".00".Length] : text };
    }

    /// <summary>The amount that PayPal says; null when it says none that can be read.</summary>
    public static Money? ToMoney(this PayPalAmount? amount) =>
        amount?.CurrencyCode is { } currency ? Currency.Parse(amount.Value, currency) : null;
}

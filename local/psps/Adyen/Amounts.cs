using System.Collections.Frozen;

namespace Checkout.Local.Psps.Adyen;

/// <summary>Amounts of requests, schema <c>Amount</c>.</summary>
internal static class Amounts
{
    private const int CurrencyLength = 3;

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(["currency", "value"], StringComparer.Ordinal);

    /// <summary>Reads <c>amount</c>; zero checks a card.</summary>
    /// <exception cref="AdyenException">It is missing, negative or in no currency.</exception>
    public static Amount Read(AdyenBody body)
    {
        var amount = body.RequiredObject("amount").Only(Known);
        var currency = amount.RequiredText("currency", CurrencyLength);
        var value = amount.RequiredInteger("value");
        if (currency.Length != CurrencyLength || !currency.All(char.IsAsciiLetterUpper))
        {
            throw AdyenException.Invalid("138", "Unsupported currency specified");
        }

        return value >= 0 ? new Amount(currency, value) : throw AdyenException.Invalid("137", "Invalid amount specified");
    }
}

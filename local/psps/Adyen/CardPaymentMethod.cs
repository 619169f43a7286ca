using System.Collections.Frozen;
using System.Globalization;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>Cards in requests, schema <c>CardDetails</c>: raw card data or the token of a stored card.</summary>
internal static class CardPaymentMethod
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "billingSequenceNumber", "brand", "checkoutAttemptId", "cvc", "expiryMonth", "expiryYear", "fundingSource", "holderName",
            "networkPaymentReference", "number", "storedPaymentMethodId", "type",
        ],
        StringComparer.Ordinal);

    /// <summary>The card that a request names or describes.</summary>
    /// <param name="method">Field <c>paymentMethod</c>.</param>
    /// <param name="shopperReference">Whose stored card it must be.</param>
    /// <param name="ledger">Knows the stored cards.</param>
    /// <returns>What may be kept of the card.</returns>
    /// <exception cref="AdyenException">The card is impossible, or the token unknown.</exception>
    public static Card Read(AdyenBody method, string? shopperReference, LedgerTransaction ledger)
    {
        method.Only(Known);
        if (method.Word("type", "scheme", "card") is null)
        {
            throw AdyenException.Invalid("130", "Required field 'paymentMethod.type' is not provided.");
        }

        if (method.Text("storedPaymentMethodId") is { } token)
        {
            return ledger.Documents.Find<AdyenStoredCard>(token) is { } stored
                && string.Equals(stored.ShopperReference, shopperReference, StringComparison.Ordinal)
                ? stored.Card
                : throw AdyenException.Invalid("800", "Contract not found");
        }

        var number = method.RequiredText("number");
        if (!CardNumber.IsValid(number))
        {
            throw AdyenException.Invalid("101", "Invalid card number");
        }

        if (method.Text("cvc") is { } cvc && !(cvc.Length is 3 or 4 && cvc.All(char.IsAsciiDigit)))
        {
            throw AdyenException.Invalid("103", "CVC is not the right length");
        }

        var (month, year) = Expiry(method, ledger.Time.GetUtcNow());
        return Card.Of(number, month, year, ledger.Fingerprints);
    }

    private static (int Month, int Year) Expiry(AdyenBody method, DateTimeOffset now)
    {
        var month = Number(method.RequiredText("expiryMonth"));
        var year = Number(method.RequiredText("expiryYear"));
        return month is >= 1 and <= 12 && year is >= 2000 and <= 9999 && (year * 12) + month >= (now.Year * 12) + now.Month
            ? (month, year)
            : throw AdyenException.Invalid("129", "Expiry Date Invalid: Expiry year should be in the future");
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

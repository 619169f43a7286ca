using System.Security.Cryptography;
using System.Text;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>What Adyen tells a merchant about one event; it is signed when it is sent.</summary>
internal sealed record NotificationItem(
    Amount Amount,
    string EventCode,
    string EventDate,
    string? MerchantAccountCode,
    string MerchantReference,
    string? OriginalReference,
    string? PaymentMethod,
    string PspReference,
    string? Reason,
    string Success,
    Dictionary<string, string> AdditionalData)
{
    /// <summary>The same with its signature (docs.adyen.com/development-resources/webhooks/verify-hmac-signatures).</summary>
    /// <param name="merchantAccount">The account.</param>
    /// <param name="hmacKey">Hexadecimal.</param>
    public NotificationItem Signed(string merchantAccount, string hmacKey)
    {
        var signed = string.Join(
            ':',
            PspReference,
            OriginalReference,
            merchantAccount,
            MerchantReference,
            Amount.Value.ToString(),
            Amount.Currency,
            EventCode,
            Success);
        var signature = HMACSHA256.HashData(Convert.FromHexString(hmacKey), Encoding.UTF8.GetBytes(signed));
        return this with
        {
            MerchantAccountCode = merchantAccount,
            AdditionalData = new(AdditionalData, StringComparer.Ordinal) { ["hmacSignature"] = Convert.ToBase64String(signature) },
        };
    }
}

/// <summary>Writes notifications in the transaction of what they tell.</summary>
internal static class Notifications
{
    private static readonly Amount Nothing = new("EUR", 0);

    /// <summary>Notes an event of a payment.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="payment">The payment, with the amount that the event is about.</param>
    /// <param name="eventCode">E.g. <c>CAPTURE</c>.</param>
    /// <param name="pspReference">Reference of the event.</param>
    /// <param name="original">The payment that it modifies.</param>
    /// <param name="success">Whether it went well.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="action">What a reversal did.</param>
    public static void Notify(
        this LedgerTransaction ledger,
        AdyenPayment payment,
        string eventCode,
        string pspReference,
        string? original,
        bool success,
        string? reason = null,
        string? action = null)
    {
        var additional = new Dictionary<string, string>(StringComparer.Ordinal);
        if (action is not null)
        {
            additional["modification.action"] = action;
        }

        Write(ledger, payment.Amount, eventCode, payment.Reference, original, payment.Method, pspReference, reason, success, additional);
    }

    /// <summary>Notes that there was nothing to cancel.</summary>
    public static void NotifyNothingCancelled(this LedgerTransaction ledger, string reference, string pspReference) => Write(
        ledger, Nothing, "TECHNICAL_CANCEL", reference, original: null, method: null, pspReference, "Transaction not found", success: false,
        new Dictionary<string, string>(StringComparer.Ordinal));

    private static void Write(
        LedgerTransaction ledger,
        Amount amount,
        string eventCode,
        string reference,
        string? original,
        AdyenMethod? method,
        string pspReference,
        string? reason,
        bool success,
        Dictionary<string, string> additional) => ledger.Notifications.Append(
        AdyenPaymentStore.Provider,
        AdyenJson.Write(new NotificationItem(
            amount,
            eventCode,
            ledger.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
            MerchantAccountCode: null,
            reference,
            original,
            method?.Card?.Brand ?? method?.Type,
            pspReference,
            reason,
            success ? "true" : "false",
            additional)));
}

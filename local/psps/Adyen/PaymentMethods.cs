using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;
using Checkout.Local.Psps.Stripe;

namespace Checkout.Local.Psps.Adyen;

/// <summary>What requests want to pay with, field <c>paymentMethod</c>.</summary>
internal static class PaymentMethods
{
    private static readonly FrozenSet<string> OfKlarna = FrozenSet.ToFrozenSet(
        [
            "billingAddress", "checkoutAttemptId", "deliveryAddress", "personalDetails", "recurringDetailReference", "sdkData",
            "storedPaymentMethodId", "subtype", "type",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfIdeal = FrozenSet.ToFrozenSet(
        ["checkoutAttemptId", "issuer", "recurringDetailReference", "sdkData", "storedPaymentMethodId", "type"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfDirectDebit = FrozenSet.ToFrozenSet(
        [
            "checkoutAttemptId", "dueDate", "iban", "ownerName", "recurringDetailReference", "sdkData", "storedPaymentMethodId",
            "transferInstrumentId", "type",
        ],
        StringComparer.Ordinal);

    /// <summary>The method of a request.</summary>
    /// <exception cref="AdyenException">It cannot pay.</exception>
    public static AdyenMethod Read(AdyenBody body, Amount amount, string? shopperReference, LedgerTransaction ledger)
    {
        var method = body.RequiredObject("paymentMethod");
        switch (method.Text("type"))
        {
            case AdyenMethod.Klarna:
                method.Only(OfKlarna);
                body.RequiredObjects("lineItems");
                return new AdyenMethod(AdyenMethod.Klarna);
            case AdyenMethod.Ideal:
                method.Only(OfIdeal);
                return InEuro(new AdyenMethod(AdyenMethod.Ideal), amount);
            case AdyenMethod.DirectDebit:
                method.Only(OfDirectDebit);
                method.RequiredText("ownerName");
                var account = TestIbans.Read(method.RequiredText("iban"), ledger.Fingerprints)
                    ?? throw AdyenException.Invalid("161", "Invalid iban");
                return InEuro(new AdyenMethod(AdyenMethod.DirectDebit, Debit: account), amount);
            default:
                return new AdyenMethod(AdyenMethod.Scheme, CardPaymentMethod.Read(method, shopperReference, ledger));
        }
    }

    private static AdyenMethod InEuro(AdyenMethod method, Amount amount) =>
        amount.Currency is "EUR" ? method : throw AdyenException.Invalid("138", "Unsupported currency specified");
}

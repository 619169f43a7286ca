using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>A call of the API, read.</summary>
/// <param name="PaymentPspReference">Payment that the path names; empty when it names none.</param>
/// <param name="Body">The request.</param>
/// <param name="MerchantAccount">The one account that there is.</param>
/// <param name="PublicUrl">Address under which browsers reach this application.</param>
internal sealed record AdyenRequest(string PaymentPspReference, AdyenBody Body, string MerchantAccount, string PublicUrl)
{
    /// <summary>The account that the request names.</summary>
    /// <exception cref="AdyenException">It is another one.</exception>
    public string Account() => string.Equals(Body.RequiredText("merchantAccount"), MerchantAccount, StringComparison.Ordinal)
        ? MerchantAccount
        : throw AdyenException.WrongAccount();
}

/// <summary>What a call does, within one transaction of the ledger.</summary>
/// <param name="request">The call.</param>
/// <param name="ledger">The transaction.</param>
/// <returns>The answer.</returns>
internal delegate AdyenAnswer AdyenOperation(AdyenRequest request, LedgerTransaction ledger);

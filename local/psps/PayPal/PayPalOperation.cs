using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>A call of the API, read.</summary>
/// <param name="Id">What the path names; empty when it names nothing.</param>
/// <param name="Body">JSON text; may be empty.</param>
/// <param name="IsMinimal">Whether the caller is content with little: <c>Prefer: return=minimal</c>, which is the default.</param>
/// <param name="View">Shows the answer.</param>
internal sealed record PayPalRequest(string Id, string Body, bool IsMinimal, PayPalView View);

/// <summary>What a call does, within one transaction of the ledger.</summary>
/// <param name="request">The call.</param>
/// <param name="ledger">The transaction.</param>
/// <returns>The answer.</returns>
internal delegate PayPalAnswer PayPalOperation(PayPalRequest request, LedgerTransaction ledger);

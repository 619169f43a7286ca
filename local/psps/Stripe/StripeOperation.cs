using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>A call of the API, read.</summary>
/// <param name="Id">Object that the path names; empty when it names none.</param>
/// <param name="Form">Parameters of a POST.</param>
/// <param name="Query">Parameters of a GET.</param>
/// <param name="PublicUrl">Address under which browsers reach this application.</param>
internal sealed record StripeRequest(string Id, StripeForm Form, IQueryCollection Query, string PublicUrl)
{
    /// <summary>Whether a GET asks for an object in place of its identifier.</summary>
    /// <param name="path">E.g. <c>latest_charge</c>.</param>
    public bool Expands(string path) => Query["expand[]"].Contains(path, StringComparer.Ordinal);
}

/// <summary>What a call does, within one transaction of the ledger.</summary>
/// <param name="request">The call.</param>
/// <param name="ledger">The transaction.</param>
/// <returns>The answer.</returns>
internal delegate StripeAnswer StripeOperation(StripeRequest request, LedgerTransaction ledger);

using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>Finds checkouts by their payments.</summary>
internal sealed class PaymentNames(SessionBook book)
{
    /// <summary>Remembers whose payment it is.</summary>
    public Task RememberAsync(CheckoutSession session, string paymentId, CancellationToken cancellationToken) =>
        book.ClaimReferenceAsync(Scope(session.TenantId), paymentId, session.Id, hold: null, cancellationToken);

    /// <summary>The checkout of a payment elsewhere; null when this tenant has none of that name.</summary>
    public Task<string?> FindAsync(string tenantId, string paymentId, CancellationToken cancellationToken) =>
        book.FindReferenceAsync(Scope(tenantId), paymentId, cancellationToken);

    private static string Scope(string tenantId) => $"{DeliverectNotes.Dialect}-payment-{tenantId}";
}

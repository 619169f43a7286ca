using Checkout.Api.Checkouts;

namespace Checkout.Api.Sessions.PaymentPage;

/// <summary>Address of the page on which a shopper pays a session by card, for merchants who do not want to see cards.</summary>
internal sealed class PaymentPageAddress(AddressSignature signature)
{
    private const string Purpose = "pay";

    /// <summary>The address.</summary>
    /// <param name="rootUrl">Address of this service, see <see cref="MerchantApi.RootUrl"/>.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<string> OfAsync(string rootUrl, CheckoutSession session, CancellationToken cancellationToken) =>
        $"{rootUrl}/pay/{session.TenantId}/{session.Id}"
        + $"?{AddressSignature.Parameter}={await signature.SignAsync(Purpose, Subject(session.TenantId, session.Id), cancellationToken)}";

    /// <summary>Whether we have given out the address.</summary>
    public Task<bool> IsOursAsync(string tenantId, string sessionId, string? state, CancellationToken cancellationToken) =>
        signature.IsOursAsync(Purpose, Subject(tenantId, sessionId), state, cancellationToken);

    private static string Subject(string tenantId, string sessionId) => $"{tenantId}:{sessionId}";
}

using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Offers;

/// <summary>Makes offers to customers, remembers them, and finds them again at checkout.</summary>
internal sealed class OfferBook(DaprClient dapr, Catalogue catalogue, IOptions<CatalogueOptions> options, TimeProvider time)
{
    // An expired offer is kept for a day, so that its buyer is told OFFER_EXPIRED and not that it never was.
    private static readonly TimeSpan MemoryOfExpired = TimeSpan.FromDays(1);

    /// <summary>Makes an offer of everything the tenant sells; null when that is nothing.</summary>
    public async Task<Offer?> MakeAsync(string tenantId, string customerUrn, CancellationToken cancellationToken)
    {
        var items = catalogue.ItemsOf(tenantId);
        if (items.Count == 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var lifetime = options.Value.OfferLifetime;
        var offer = new Offer($"of_{Ulid.New(now)}", tenantId, customerUrn, now + lifetime, items);
        await dapr.TryCreateAsync(Key(tenantId, offer.OfferIdentifier), offer, lifetime + MemoryOfExpired, cancellationToken);
        return offer;
    }

    /// <summary>Finds an offer of this tenant, expired or not.</summary>
    public async Task<Offer?> FindAsync(string tenantId, string offerIdentifier, CancellationToken cancellationToken) =>
        catalogue.FindStandingOffer(tenantId, offerIdentifier)
        ?? await dapr.ReadAsync<Offer>(Key(tenantId, offerIdentifier), cancellationToken);

    private static string Key(string tenantId, string offerIdentifier) => $"offer-{tenantId}:{offerIdentifier}";
}

using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Offers;

/// <summary>Makes offers to customers, remembers them, and finds them again at checkout.</summary>
internal sealed class OfferBook(DaprClient dapr, CatalogueBook catalogues, IOptions<CatalogueOptions> options, TimeProvider time)
{
    // An expired offer is kept for a day, so that its buyer is told OFFER_EXPIRED and not that it never was.
    private static readonly TimeSpan MemoryOfExpired = TimeSpan.FromDays(1);

    /// <summary>Makes an offer of what the request may buy, or answers the code of why there is none.</summary>
    public async Task<(Offer? Offer, string? MessageCode)> MakeAsync(
        string tenantId, BundlesRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var catalogue = await catalogues.OfAsync(tenantId, cancellationToken);
        var (resolved, messageCode) = OfferResolution.Resolve(catalogue, request, now);
        if (resolved is null)
        {
            return (null, messageCode);
        }

        var lifetime = options.Value.OfferLifetime;
        var offer = new Offer(
            $"of_{Ulid.New(now)}",
            tenantId,
            request.CustomerUrn,
            now + lifetime,
            resolved.Items,
            catalogue.InstallmentPlans,
            resolved.Storefront);
        await dapr.TryCreateAsync(Key(tenantId, offer.OfferIdentifier), offer, lifetime + MemoryOfExpired, cancellationToken);
        return (offer, null);
    }

    /// <summary>Finds an offer of this tenant, expired or not.</summary>
    public async Task<Offer?> FindAsync(string tenantId, string offerIdentifier, CancellationToken cancellationToken) =>
        Standing(await catalogues.OfAsync(tenantId, cancellationToken), tenantId, offerIdentifier)
        ?? await dapr.ReadAsync<Offer>(Key(tenantId, offerIdentifier), cancellationToken);

    private static Offer? Standing(TenantCatalogue catalogue, string tenantId, string offerIdentifier)
    {
        var standing = catalogue.StandingOffers?
            .FirstOrDefault(offer => string.Equals(offer.OfferIdentifier, offerIdentifier, StringComparison.Ordinal));
        return standing is null
            ? null
            : new Offer(
                offerIdentifier,
                tenantId,
                CustomerUrn: null,
                ExpiresAt: null,
                [.. (catalogue.Items ?? [])
                    .Where(item => standing.ItemIdentifiers.Contains(item.ItemIdentifier, StringComparer.Ordinal))
                    .Select(OfferItem.Of)],
                catalogue.InstallmentPlans);
    }

    private static string Key(string tenantId, string offerIdentifier) => $"offer-{tenantId}:{offerIdentifier}";
}

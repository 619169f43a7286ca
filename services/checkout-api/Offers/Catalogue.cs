using System.Text.Json;

namespace Checkout.Api.Offers;

/// <summary>Where the catalogue comes from and how long its offers hold.</summary>
internal sealed class CatalogueOptions
{
    public const string Section = "Catalogue";

    /// <summary>JSON file, relative to the working directory; without one no tenant sells anything.</summary>
    public string? File { get; init; }

    /// <summary>How long an offer made by <c>POST …/offer/bundles</c> can be bought.</summary>
    public TimeSpan OfferLifetime { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>What one tenant sells.</summary>
/// <param name="Items">Everything on sale.</param>
/// <param name="StandingOffers">Offers with a fixed identifier, to everybody, which never expire.</param>
internal sealed record TenantCatalogue(IReadOnlyList<OfferItem> Items, IReadOnlyList<StandingOffer> StandingOffers);

/// <summary>A fixed offer of some items of the catalogue.</summary>
/// <param name="OfferIdentifier">E.g. <c>of_8z2k1q</c>.</param>
/// <param name="ItemIdentifiers">Which items it has.</param>
internal sealed record StandingOffer(string OfferIdentifier, IReadOnlyList<string> ItemIdentifiers);

/// <summary>All tenants' catalogues, read once at start.</summary>
internal sealed class Catalogue(IReadOnlyDictionary<string, TenantCatalogue> tenants)
{
    private static readonly TenantCatalogue Empty = new([], []);

    /// <summary>Reads the file of <paramref name="options"/>.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or is not a catalogue; the message names it.</exception>
    public static Catalogue Load(CatalogueOptions options)
    {
        if (options.File is not { Length: > 0 } file)
        {
            return new Catalogue(new Dictionary<string, TenantCatalogue>(StringComparer.Ordinal));
        }

        try
        {
            using var stream = File.OpenRead(file);
            var tenants = JsonSerializer.Deserialize<Dictionary<string, TenantCatalogue>>(stream, JsonSerializerOptions.Web) ?? [];
            return new Catalogue(new Dictionary<string, TenantCatalogue>(tenants, StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException($"The catalogue '{file}' ({CatalogueOptions.Section}:File) cannot be read: {e.Message}", e);
        }
    }

    public IReadOnlyList<OfferItem> ItemsOf(string tenantId) => tenants.GetValueOrDefault(tenantId, Empty).Items;

    public Offer? FindStandingOffer(string tenantId, string offerIdentifier)
    {
        var catalogue = tenants.GetValueOrDefault(tenantId, Empty);
        var standing = catalogue.StandingOffers
            .FirstOrDefault(offer => string.Equals(offer.OfferIdentifier, offerIdentifier, StringComparison.Ordinal));
        return standing is null
            ? null
            : new Offer(offerIdentifier, tenantId, CustomerUrn: null, ExpiresAt: null, [.. catalogue.Items
                .Where(item => standing.ItemIdentifiers.Contains(item.ItemIdentifier, StringComparer.Ordinal))]);
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Offers;

/// <summary>Where catalogues come from at first and how long their offers hold.</summary>
internal sealed class CatalogueOptions
{
    public const string Section = "Catalogue";

    /// <summary>JSON file, tenant ID to catalogue, relative to the working directory; without one nobody sells anything at first.</summary>
    public string? File { get; init; }

    /// <summary>How long an offer made by <c>POST …/offer/bundles</c> can be bought.</summary>
    public TimeSpan OfferLifetime { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>
/// All tenants' catalogues: what an operator has saved, else what the file says. A saved one counts here at once and in other instances
/// of this service within seconds.
/// </summary>
/// <param name="file">The file's catalogues by tenant.</param>
/// <param name="dapr">Holds the saved ones.</param>
/// <param name="time">The clock.</param>
internal sealed class CatalogueBook(IReadOnlyDictionary<string, TenantCatalogue> file, DaprClient dapr, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (TenantCatalogue Catalogue, DateTimeOffset ReadAt)> known =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the file of <paramref name="options"/>.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or is not a catalogue; the message names it.</exception>
    public static IReadOnlyDictionary<string, TenantCatalogue> Load(CatalogueOptions options)
    {
        if (options.File is not { Length: > 0 } file)
        {
            return new Dictionary<string, TenantCatalogue>(StringComparer.Ordinal);
        }

        try
        {
            using var stream = File.OpenRead(file);
            var tenants = JsonSerializer.Deserialize<Dictionary<string, TenantCatalogue>>(stream, JsonSerializerOptions.Web) ?? [];
            foreach (var (tenant, catalogue) in tenants)
            {
                if (new CatalogueValidator().Validate(catalogue).Errors is [var first, ..])
                {
                    throw new JsonException($"{tenant}: {first.PropertyName}: {first.ErrorMessage}");
                }
            }

            return new Dictionary<string, TenantCatalogue>(tenants, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException($"The catalogue '{file}' ({CatalogueOptions.Section}:File) cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What a tenant sells; at most some seconds old.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async ValueTask<TenantCatalogue> OfAsync(string tenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenantId, out var latest) && now - latest.ReadAt < Freshness)
        {
            return latest.Catalogue;
        }

        var catalogue = await dapr.ReadAsync<TenantCatalogue>(Key(tenantId), cancellationToken)
            ?? file.GetValueOrDefault(tenantId, TenantCatalogue.Empty);
        known[tenantId] = (catalogue, now);
        return catalogue;
    }

    /// <summary>Replaces what a tenant sells. Offers that were made before stay as they are.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task SaveAsync(string tenantId, TenantCatalogue catalogue, CancellationToken cancellationToken)
    {
        await dapr.SaveStateAsync(Components.StateStore, Key(tenantId), catalogue, cancellationToken: cancellationToken);
        known[tenantId] = (catalogue, time.GetUtcNow());
    }

    private static string Key(string tenantId) => $"catalogue-{tenantId}";
}

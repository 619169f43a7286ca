using System.Net.Http.Json;
using Checkout.Services.Tests.CheckoutApi.Tenants;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Ucp;

/// <summary>What the tenant <c>acme</c> sells in these tests.</summary>
internal static class UcpShop
{
    private static readonly object Catalogue = new
    {
        items = new[]
        {
            Item("book", 1000, isCarried: true), Item("film", 499), Item("extra", 100, parent: "film"), Item("import", 700, currency: "USD"),
        },
        promotions = new object[]
        {
            new { promotionCode = "TEN", discountBasisPoints = 1000 },
            new { promotionCode = "BOOKS", discountBasisPoints = 2000, itemIdentifiers = new[] { "book" } },
            new { promotionCode = "OLD", discountBasisPoints = 5000, validUntil = "2025-01-01T00:00:00Z" },
        },
        fulfilmentOptions = new object[]
        {
            new { id = "slow", kind = "Shipping", title = "Standard", subtitle = "Within a week", price = 0, earliestDays = 3, latestDays = 7 },
            new { id = "fast", kind = "Shipping", title = "Express", price = 500 },
        },
    };

    /// <summary>Loads the catalogue.</summary>
    public static async Task OpenAsync(TenantAccessSystem system)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/c2a/operator/catalogue", UriKind.Relative));
        request.Headers.Add("x-tn", "acme");
        request.Headers.Add("x-api-key", "operator");
        request.Content = JsonContent.Create(Catalogue);
        using var answer = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static object Item(string id, int price, bool isCarried = false, string? parent = null, string currency = "EUR") => new
    {
        itemIdentifier = id,
        bundleUrn = "bn.all",
        name = $"The {id}",
        price = new { minorUnits = price, currency },
        taxBasisPoints = 1900,
        parentItemIdentifier = parent,
        isCarried,
    };
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Api.Offers;
using Checkout.Services.Tests.CheckoutApi.Tenants;

namespace Checkout.Services.Tests.CheckoutApi.Offers;

/// <summary>An operator loads a catalogue and a merchant resolves offers of it, over HTTP.</summary>
public sealed class CatalogueTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>
{
    private const string Catalogue = """
        {
          "items": [
            {
              "itemIdentifier": "it_1", "bundleUrn": "bn.1", "name": "Premium", "price": { "minorUnits": 1499, "currency": "EUR" },
              "taxBasisPoints": 1900
            },
            {
              "itemIdentifier": "it_2", "bundleUrn": "bn.1", "name": "More", "price": { "minorUnits": 399, "currency": "EUR" },
              "parentItemIdentifier": "it_1"
            }
          ],
          "storefronts": [ { "storefrontUrn": "sf.1", "presentationType": "List" } ],
          "promotions": [ { "promotionCode": "WELCOME", "discountBasisPoints": 1000, "validUntil": "2099-01-01T00:00:00Z" } ],
          "installmentPlans": [ { "installmentIdentifier": "in_3", "count": 3 } ]
        }
        """;

    [Fact]
    public async Task What_an_operator_loads_is_offered_at_once_and_bought_by_its_identifiers()
    {
        (await SendAsync(HttpMethod.Put, "/api/c2a/operator/catalogue", "operator", Catalogue)).Status.ShouldBe(HttpStatusCode.OK);

        var (status, body) = await SendAsync(
            HttpMethod.Post, "/api/v1/c2a/offer/bundles", "merchant", """{ "CU": "cu.1", "PC": "welcome", "SFU": "sf.1" }""");

        status.ShouldBe(HttpStatusCode.OK);
        body["status"]!["messageCode"]!.GetValue<string>().ShouldBe("SUCCESS");
        var offer = body["offer"]!;
        offer["offerIdentifier"]!.GetValue<string>().ShouldStartWith("of_");
        offer["storefrontUrn"]!.GetValue<string>().ShouldBe("sf.1");
        offer["presentationType"]!.GetValue<string>().ShouldBe("List");
        offer["expiresAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        offer["installmentPlans"]![0]!["count"]!.GetValue<int>().ShouldBe(3);
        var group = offer["artifactGroups"]!.AsArray().ShouldHaveSingleItem()!;
        group["bundleUrn"]!.GetValue<string>().ShouldBe("bn.1");
        group["name"]!.GetValue<string>().ShouldBe("Premium");
        group["price"]!["amountMilpieces"]!.GetValue<long>().ShouldBe(1349);
        group["price"]!["taxMinorUnits"]!.GetValue<long>().ShouldBe(215);
        group["items"]!.AsArray().Select(item => item!["itemIdentifier"]!.GetValue<string>()).ShouldBe(["it_1", "it_2"]);
        group["items"]![1]!["parentItemIdentifier"]!.GetValue<string>().ShouldBe("it_1");
    }

    [Theory]
    [InlineData("""{ "customerUrn": "cu.1", "promotionCode": "NONE" }""", "INVALID_PROMOTION_CODE")]
    [InlineData("""{ "customerUrn": "cu.1", "storefrontUrn": "sf.none" }""", "STOREFRONT_NOT_FOUND")]
    public async Task What_cannot_be_resolved_is_a_404_with_its_code(string request, string code)
    {
        await SendAsync(HttpMethod.Put, "/api/c2a/operator/catalogue", "operator", Catalogue);

        var (status, body) = await SendAsync(HttpMethod.Post, "/api/c2a/offer/bundles", "merchant", request);

        status.ShouldBe(HttpStatusCode.NotFound);
        body.ToJsonString().ShouldBe($$$"""{"status":{"messageCode":"{{{code}}}"}}""");
    }

    [Theory]
    [InlineData("""{ "CU": "cu 1" }""", "CU")]
    [InlineData("""{ "customerUrn": "cu.1", "CH": "Fax" }""", "CH")]
    [InlineData("""{ "customerUrn": "cu.1", "ID": "yesterday" }""", "ID")]
    [InlineData("""{ "customerUrn": "cu.1", "SF": -1 }""", "SF")]
    public async Task A_request_that_makes_no_sense_is_a_400_at_its_field(string request, string path)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/api/c2a/offer/bundles", "merchant", request);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body["errors"]!.AsObject().Select(error => error.Key).ShouldBe([path]);
    }

    [Theory]
    [InlineData("items", "null", "items")]
    [InlineData("items", "[null]", "items[0]")]
    [InlineData("items[0].itemIdentifier", "\"it 1\"", "items[0].itemIdentifier")]
    [InlineData("items[0].price.minorUnits", "-1", "items[0].price.minorUnits")]
    [InlineData("items[0].price.currency", "\"eur\"", "items[0].price.currency")]
    [InlineData("items[1].itemIdentifier", "\"it_1\"", "items[1].itemIdentifier")]
    [InlineData("items[1].parentItemIdentifier", "\"it_2\"", "items[1].parentItemIdentifier")]
    [InlineData("promotions[0].discountBasisPoints", "null", "promotions[0].discountBasisPoints")]
    [InlineData("promotions[0].validUntil", "\"soon\"", "promotions[0].validUntil")]
    [InlineData("installmentPlans[0].count", "1", "installmentPlans[0].count")]
    [InlineData("standingOffers", """[{ "offerIdentifier": "of_1", "itemIdentifiers": ["it_9"] }]""", "standingOffers[0].itemIdentifiers")]
    [InlineData("fulfilmentOptions", """[{ "id": "fast", "kind": "Drone", "title": "By air" }]""", "fulfilmentOptions[0].kind")]
    public async Task A_catalogue_that_makes_no_sense_is_a_400_at_its_field(string place, string json, string path)
    {
        var catalogue = JsonNode.Parse(Catalogue)!;
        var steps = place.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var holder = steps[..^1].Aggregate(catalogue, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        holder[steps[^1]] = JsonNode.Parse(json);

        var (status, body) = await SendAsync(HttpMethod.Put, "/api/c2a/operator/catalogue", "operator", catalogue.ToJsonString());

        status.ShouldBe(HttpStatusCode.BadRequest);
        body["errors"]!.AsObject().Select(error => error.Key).Contains(path, StringComparer.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task A_merchants_key_does_not_load_catalogues() =>
        (await SendAsync(HttpMethod.Put, "/api/c2a/operator/catalogue", "merchant", Catalogue)).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task An_offer_of_another_customer_or_tenant_cannot_be_bought()
    {
        await SendAsync(HttpMethod.Put, "/api/c2a/operator/catalogue", "operator", Catalogue);
        var (_, bundles) = await SendAsync(HttpMethod.Post, "/api/c2a/offer/bundles", "merchant", """{ "customerUrn": "cu.1" }""");
        var offer = bundles["offer"]!["offerIdentifier"]!.GetValue<string>();

        (await CheckoutAsync("acme", "merchant", offer, "cu.2")).ShouldBe("OFFER_NOT_PURCHASABLE");
        (await CheckoutAsync("globex", "of-globex", offer, "cu.1")).ShouldBe("NO_OFFER_FOUND");
    }

    [Fact]
    public async Task An_offer_that_has_expired_cannot_be_bought()
    {
        await SendAsync(HttpMethod.Put, "/api/c2a/operator/catalogue", "operator", Catalogue);
        var expired = new Offer("of_old", "acme", "cu.1", DateTimeOffset.UtcNow.AddSeconds(-1), []);
        await system.Dapr.SaveStateAsync(
            "statestore", "offer-acme:of_old", expired, cancellationToken: TestContext.Current.CancellationToken);

        (await CheckoutAsync("acme", "merchant", "of_old", "cu.1")).ShouldBe("OFFER_EXPIRED");
    }

    private async Task<string> CheckoutAsync(string tenant, string key, string offer, string customer)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/api/c2a/offer/checkout", key, $$"""
            {
              "order": {
                "offerIdentifier": "{{offer}}", "items": [ { "itemIdentifier": "it_1" } ], "customer": { "customerUrn": "{{customer}}" }
              },
              "paymentMethod": {
                "paymentChannel": "CreditCard", "useStoredMethod": true, "creditCard": { "storedMethodUrn": "pm.1" }
              }
            }
            """, tenant);
        status.ShouldBe(HttpStatusCode.Conflict);
        return body["status"]!["messageCode"]!.GetValue<string>();
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(
        HttpMethod method, string path, string key, string json, string tenant = "acme")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Headers = { { "x-tn", tenant }, { "x-api-key", key } },
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        using var response = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}

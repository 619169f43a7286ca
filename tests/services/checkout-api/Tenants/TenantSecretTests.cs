using System.Text.Json;
using Checkout.Api.Tenants;

namespace Checkout.Services.Tests.CheckoutApi.Tenants;

public sealed class TenantSecretTests
{
    private const string Hash = "fac38330b4624d24b12a647f13b0704207008992c19dd06949017d9f2b7ae56e";

    [Fact]
    public void Tenants_are_read_with_their_keys_scopes_expiry_and_limit()
    {
        var acme = TenantSecret.Parse($$"""
            { "acme": { "name": "Acme", "rateLimit": 5, "shopUrl": "https://shop.example/done",
                        "keys": [{ "hash": "{{Hash}}", "scopes": ["operate"], "expiresAt": "2027-01-01T00:00:00Z" }, { "hash": "{{Hash}}" }] } }
            """)["ACME"];

        acme.ShouldBeEquivalentTo(new Tenant("Acme", acme.Keys, "https://shop.example/done", 5) { Id = "acme" });
        acme.Keys[0].Allows(Scope.Operate).ShouldBeTrue();
        acme.Keys[0].Allows(Scope.CheckoutsRead).ShouldBeFalse();
        acme.Keys[0].ExpiresAt.ShouldBe(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Scope.OfMerchants.ShouldAllBe(scope => acme.Keys[1].Allows(scope));
        acme.Keys[1].Allows(Scope.Operate).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{ "acme": { "name": "Acme" } }""", "keys")]
    [InlineData("""{ "acme": null }""", "acme")]
    [InlineData("""{ "a b": { "name": "A", "keys": [] } }""", "a b")]
    [InlineData("""{ "acme": { "name": "Acme", "keys": [{ "hash": "sk_live_secret" }] } }""", "SHA-256")]
    [InlineData("""{ "acme": { "name": "Acme", "keys": [{ "hash": "fac38330b4624d24b12a647f13b0704207008992c19dd06949017d9f2b7ae56e", "scopes": ["all"] }] } }""", "'all'")]
    [InlineData("""{ "acme": { "name": "Acme", "keys": [], "rateLimit": 0 } }""", "rateLimit")]
    [InlineData("""{ "acme": { "name": "Acme", "keys": [], "links": [{ "type": "gossip", "url": "https://shop.example/" }] } }""", "terms_of_use")]
    [InlineData("""{ "acme": { "name": "Acme", "keys": [], "links": [{ "type": "faq", "url": "/faq" }] } }""", "'url'")]
    [InlineData("""{ "acme": { "name": "Acme", "keys": [] }, "ACME": { "name": "Acme", "keys": [] } }""", "twice")]
    public void A_mistake_is_named_and_no_key_is_quoted(string secret, string named)
    {
        var error = Should.Throw<JsonException>(() => TenantSecret.Parse(secret));
        error.Message.ShouldContain(named);
        error.Message.ShouldNotContain("sk_live_secret");
    }
}

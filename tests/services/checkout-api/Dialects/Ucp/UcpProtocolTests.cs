using System.Net;
using System.Text.Json.Nodes;
using Checkout.Services.Tests.CheckoutApi.Tenants;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Ucp;

/// <summary>Discovery, headers, errors of requests, and repeated and concurrent requests, over HTTP.</summary>
public sealed class UcpProtocolTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>, IAsyncLifetime
{
    private const string Film = """{ "line_items": [{ "item": { "id": "film" }, "quantity": 1 }] }""";
    private const string TwoFilms = """{ "line_items": [{ "item": { "id": "film" }, "quantity": 2 }] }""";

    private readonly UcpPlatform platform = new(system.Http.BaseAddress!, "merchant");

    public async ValueTask InitializeAsync() => await UcpShop.OpenAsync(system);

    public ValueTask DisposeAsync()
    {
        platform.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_profile_tells_everybody_what_is_spoken_here()
    {
        using var anybody = new UcpPlatform(system.Http.BaseAddress!, apiKey: null) { Agent = null };
        var (status, profile, response) = await anybody.SendAsync(HttpMethod.Get, "/.well-known/ucp");

        status.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
        var ucp = profile["ucp"]!;
        ucp["capabilities"]!.AsObject().Select(entry => entry.Key).ShouldBe(
            ["dev.ucp.shopping.checkout", "dev.ucp.shopping.fulfillment", "dev.ucp.shopping.discount", "dev.ucp.shopping.order"]);
        ucp["services"]!["dev.ucp.shopping"]![0]!["endpoint"]!.GetValue<string>().ShouldBe(system.Http.BaseAddress!.ToString().TrimEnd('/'));
        ucp["payment_handlers"]!.AsObject().SelectMany(entry => entry.Value!.AsArray()).Select(handler => Text(handler!["id"])).ShouldBe(["card", "token"]);
        profile.AsObject().ContainsKey("signing_keys").ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 400, "invalid_profile_url")]
    [InlineData("profile=\"...\"", 400, "invalid_profile_url")]
    [InlineData("profile=\"http://platform.example/profile\"", 400, "invalid_profile_url")]
    [InlineData("version=\"2026-04-08\"", 400, "invalid_profile_url")]
    [InlineData("profile=\"https://platform.example/p\"; version=\"2099-01-01\"", 422, "version_unsupported")]
    [InlineData("profile=\"https://platform.example/p\", version=\"2026-01-11\"", 422, "version_unsupported")]
    public async Task A_platform_says_who_it_is_and_speaks_this_version(string? agent, int status, string code)
    {
        using var other = new UcpPlatform(system.Http.BaseAddress!, "merchant") { Agent = agent };
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/checkout-sessions"), (HttpMethod.Get, "/checkout-sessions/cs_1"), (HttpMethod.Get, "/orders/trk_1") })
        {
            var reply = await other.SendAsync(method, path, method == HttpMethod.Post ? Film : null);
            ((int)reply.Status, Text(reply.Body["code"])).ShouldBe((status, code));
        }
    }

    [Theory]
    [InlineData("profile=\"https://platform.example/p\"; version=\"2026-04-08\"")]
    [InlineData("profile=\"http://localhost:8285/profiles/shopping-agent.json\"")]
    public async Task Such_a_platform_is_served(string agent)
    {
        using var other = new UcpPlatform(system.Http.BaseAddress!, "merchant") { Agent = agent };
        await other.CreateAsync(Film);
    }

    [Theory]
    [InlineData("Authorization", "Bearer merchant", 201)]
    [InlineData("X-API-Key", "merchant", 201)]
    [InlineData("X-API-Key", "writer", 201)]
    [InlineData("X-API-Key", "reader", 403)]
    [InlineData("X-API-Key", "expired", 401)]
    [InlineData("Authorization", "Bearer wrong", 401)]
    [InlineData("Authorization", "Basic merchant", 401)]
    [InlineData("X-Nothing", "", 401)]
    public async Task A_key_of_the_business_lets_a_platform_in_by_either_header(string header, string value, int expected)
    {
        using var other = new UcpPlatform(system.Http.BaseAddress!, apiKey: null);
        var (status, _, response) = await other.SendAsync(HttpMethod.Post, "/checkout-sessions", Film, (header, value));
        ((int)status).ShouldBe(expected);
        response.Headers.WwwAuthenticate.ToString().ShouldBe(expected == 401 ? "Bearer realm=\"ucp\"" : string.Empty);
    }

    [Fact]
    public async Task A_platform_that_asks_too_often_is_told_when_to_come_back()
    {
        using var small = new UcpPlatform(system.Http.BaseAddress!, "merchant-small");
        UcpReply reply;
        do
        {
            reply = await small.SendAsync(HttpMethod.Get, "/checkout-sessions/cs_1");
        }
        while (reply.Status is HttpStatusCode.OK);

        (reply.Status, Text(reply.Body["code"])).ShouldBe((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"));
        reply.Response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{}", "$.line_items")]
    [InlineData("[]", "$")]
    [InlineData("{ \"line_items\": ", "not a JSON object")]
    [InlineData("""{ "line_items": {} }""", "$.line_items")]
    [InlineData("""{ "line_items": [null] }""", "$.line_items[0]")]
    [InlineData("""{ "line_items": [{ "quantity": 1 }] }""", "$.line_items[0].item")]
    [InlineData("""{ "line_items": [{ "item": {}, "quantity": 1 }] }""", "$.line_items[0].item.id")]
    [InlineData("""{ "line_items": [{ "item": { "id": "film" } }] }""", "$.line_items[0].quantity")]
    [InlineData("""{ "line_items": [{ "item": { "id": "film" }, "quantity": 0 }] }""", "$.line_items[0].quantity")]
    [InlineData("""{ "line_items": [{ "item": { "id": "film" }, "quantity": "1" }] }""", "$.line_items[0].quantity")]
    [InlineData("""{ "line_items": [{ "id": "a", "item": { "id": "film" }, "quantity": 1 }, { "id": "a", "item": { "id": "film" }, "quantity": 1 }] }""", "$.line_items")]
    [InlineData("""{ "line_items": [], "fulfillment": { "methods": [{ "type": "drone" }] } }""", "$.fulfillment.methods[0]")]
    [InlineData("""{ "line_items": [], "fulfillment": { "methods": [null] } }""", "$.fulfillment.methods[0]")]
    [InlineData("""{ "line_items": [], "discounts": { "codes": [null] } }""", "$.discounts.codes")]
    [InlineData("""{ "line_items": [], "payment": { "instruments": [{ "id": "1", "type": "card" }] } }""", "$.payment.instruments[0].handler_id")]
    public async Task A_body_that_makes_no_sense_is_a_400_that_names_the_place(string json, string place)
    {
        var (status, body) = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", json);
        (status, Text(body["code"])).ShouldBe((HttpStatusCode.BadRequest, "invalid_request"));
        Text(body["content"]).ShouldContain(place);
    }

    [Fact]
    public async Task A_complete_call_needs_a_payment_and_a_token_needs_its_checkout()
    {
        var id = Text((await platform.CreateAsync(Film))["id"]);
        Text((await platform.CompleteAsync(id, "{}")).Body["content"]).ShouldContain("$.payment");
        Text((await platform.SendAsync(HttpMethod.Post, "/tokenize", "{}")).Body["content"]).ShouldContain("$.binding");
        var unbound = await platform.SendAsync(
            HttpMethod.Post, "/tokenize", """{ "credential": { "type": "card" }, "binding": { "checkout_id": "cs_other" } }""");
        (unbound.Status, Text(unbound.Body["content"])).ShouldBe((HttpStatusCode.BadRequest, "$.binding.checkout_id: There is no such checkout."));
        var noCard = await platform.SendAsync(
            HttpMethod.Post, "/tokenize", $$"""{ "credential": { "type": "card", "card_number_type": "fpan" }, "binding": { "checkout_id": "{{id}}" } }""");
        Text(noCard.Body["content"]).ShouldContain("$.credential.number");
    }

    [Theory]
    [InlineData("/checkout-sessions/cs_01JABCDEFGHJKMNPQRSTVWXYZ0")]
    [InlineData("/checkout-sessions/..%2Fx")]
    [InlineData("/orders/trk_01JABCDEFGHJKMNPQRSTVWXYZ0")]
    public async Task What_is_not_there_is_told_by_a_message(string path)
    {
        var reply = await platform.SendAsync(HttpMethod.Get, path);
        reply.Status.ShouldBe(HttpStatusCode.OK);
        reply.Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task An_unpaid_checkout_is_no_order()
    {
        var id = Text((await platform.CreateAsync(Film))["id"]);
        (await platform.OrderAsync(id)).Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task The_same_request_under_a_key_has_the_same_answer_and_another_one_is_a_conflict()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", Film, key);
        var again = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", Film, key);
        again.Status.ShouldBe(HttpStatusCode.Created);
        again.Body.ToJsonString().ShouldBe(first.Body.ToJsonString());

        var other = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", TwoFilms, key);
        (other.Status, Text(other.Body["code"])).ShouldBe((HttpStatusCode.Conflict, "idempotency_conflict"));
        var unusable = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", Film, ("Idempotency-Key", "a b"));
        unusable.Status.ShouldBe(HttpStatusCode.BadRequest);
        var cancel = ("Idempotency-Key", Guid.NewGuid().ToString());
        var id = Text(first.Body["id"]);
        (await platform.CancelAsync(id, cancel)).Body.ToJsonString().ShouldBe((await platform.CancelAsync(id, cancel)).Body.ToJsonString());
    }

    [Fact]
    public async Task An_update_of_an_older_state_is_refused()
    {
        var (_, created, response) = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", Film);
        var tag = response.Headers.ETag.ShouldNotBeNull().ToString();
        var id = Text(created["id"]);

        (await platform.PutAsync(id, TwoFilms, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);
        var stale = await platform.PutAsync(id, Film, ("If-Match", tag));

        (stale.Status, Text(stale.Body["code"])).ShouldBe((HttpStatusCode.PreconditionFailed, "concurrent_update"));
    }

    [Fact]
    public async Task Of_updates_at_once_none_is_lost_unnoticed()
    {
        var id = Text((await platform.CreateAsync(Film))["id"]);

        var replies = await Task.WhenAll(Enumerable.Range(1, 8).Select(quantity =>
            platform.PutAsync(id, $$"""{ "line_items": [{ "item": { "id": "film" }, "quantity": {{quantity}} }] }""")));

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK || reply.Status == HttpStatusCode.Conflict);
        var taken = replies.Where(reply => reply.Status is HttpStatusCode.OK).Select(reply => reply.Body["line_items"]![0]!["quantity"]!.GetValue<int>());
        taken.Contains((await platform.GetAsync(id))["line_items"]![0]!["quantity"]!.GetValue<int>()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_is_answered_under_its_name()
    {
        var id = Guid.NewGuid().ToString();
        var (_, _, response) = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", Film, ("Request-Id", id));
        response.Headers.GetValues("Request-Id").ShouldBe([id]);
        response.Headers.Location.ShouldNotBeNull().AbsolutePath.ShouldStartWith("/checkout-sessions/cs_");
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        var id = Text((await platform.CreateAsync(Film))["id"]);
        using var stranger = new UcpPlatform(system.Http.BaseAddress!, "of-globex");
        (await stranger.SendAsync(HttpMethod.Get, $"/checkout-sessions/{id}")).Codes.ShouldBe(["not_found"]);
        (await stranger.PutAsync(id, Film)).Codes.ShouldBe(["not_found"]);
        (await stranger.CancelAsync(id)).Codes.ShouldBe(["not_found"]);
    }

    private static string Text(JsonNode? node) => node.ShouldNotBeNull().GetValue<string>();
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Api.Checkouts;
using Checkout.Api.Dialects.Deliverect.Access;
using Checkout.Api.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

/// <summary>Access tokens: how they are got, and what they are good for.</summary>
public sealed class AccessTests(DeliverectSystem system) : IClassFixture<DeliverectSystem>
{
    private const string Unknown = "v2/checkouts/6643861d0c1914c93a846b78";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DeliverectSystem.Account)]
    [InlineData("acme")]
    public async Task A_token_is_given_for_an_API_key_as_Deliverects_clients_ask_for_it(string clientId)
    {
        var (status, body) = await AskAsync(Json(clientId, "merchant"));

        status.ShouldBe(HttpStatusCode.OK);
        body["access_token"]!.GetValue<string>().ShouldNotBeEmpty();
        body["token_type"]!.GetValue<string>().ShouldBe("Bearer");
        body["expires_in"]!.GetValue<long>().ShouldBeInRange(3_590, 3_600);
        body["expires_at"]!.GetValue<long>().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        body["scope"]!.GetValue<string>().ShouldBe("genericCommerce");
    }

    [Fact]
    public async Task A_token_is_given_as_RFC_6749_has_it()
    {
        using var form = Form("grant_type=client_credentials&client_id=acme&client_secret=merchant&scope=genericCommerce");
        (await AskAsync(form)).Status.ShouldBe(HttpStatusCode.OK);

        using var basic = Form("grant_type=client_credentials");
        (await AskAsync(basic, "acme:merchant")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=acme&client_secret=wrong", null, 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=nobody&client_secret=merchant", null, 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=acme&client_secret=expired", null, 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=acme", null, 401, "invalid_client")]
    [InlineData("grant_type=client_credentials", "acme:wrong", 401, "invalid_client")]
    [InlineData("grant_type=password&client_id=acme&client_secret=merchant", null, 400, "unsupported_grant_type")]
    [InlineData("client_id=acme&client_secret=merchant", null, 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=acme&client_id=acme&client_secret=merchant", null, 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_secret=merchant", "acme:merchant", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=acme&client_secret=merchant&scope=genericPOS", null, 400, "invalid_scope")]
    [InlineData("grant_type=client_credentials&client_id=acme&client_secret=operator", null, 400, "invalid_scope")]
    public async Task What_gives_no_token_has_the_RFCs_error(string form, string? basic, int expected, string error)
    {
        using var content = Form(form);

        var (status, body) = await AskAsync(content, basic);

        ((int)status).ShouldBe(expected);
        body["error"]!.GetValue<string>().ShouldBe(error);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"grant_type\": 1}")]
    public async Task A_body_that_is_no_request_is_invalid(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        (await AskAsync(content)).Body["error"]!.GetValue<string>().ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Without_a_token_nobody_is_let_in()
    {
        using var response = await GetAsync(null);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"checkout\"");
    }

    [Theory]
    [InlineData("merchant")] // the API key itself
    [InlineData("e30.AAAA")]
    [InlineData("a.b.c")]
    public async Task What_is_no_token_of_ours_is_refused(string token)
    {
        using var response = await GetAsync(token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
    }

    [Fact]
    public async Task An_expired_token_is_told_to_be_expired()
    {
        var past = new ManualTime();
        past.Advance(TimeProvider.System.GetUtcNow() - past.GetUtcNow() - AccessTokens.Lifetime - TimeSpan.FromSeconds(1));
        var (token, _, _) = await TokensAt(past).IssueAsync(await CallerAsync("merchant"), ["checkouts:read"], Cancel);

        using var response = await GetAsync(token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["code"]!.GetValue<string>().ShouldBe("token_expired");
    }

    [Fact]
    public async Task A_token_dies_with_its_key()
    {
        var gone = (await CallerAsync("merchant")) with { Key = new TenantKey(new string('0', 64)) };
        var (token, _, _) = await TokensAt(TimeProvider.System).IssueAsync(gone, ["checkouts:read"], Cancel);

        using var response = await GetAsync(token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_that_may_only_read_gets_a_token_that_may_only_read()
    {
        var reader = system.Client(secret: "reader");
        var id = (await system.Client().BasketAsync())["id"]!.GetValue<string>();

        (await reader.OkAsync(HttpMethod.Get, $"baskets/{id}"))["id"]!.GetValue<string>().ShouldBe(id);
        var (status, body) = await reader.RefusedAsync(HttpMethod.Post, "baskets", DeliverectClient.Steak());

        status.ShouldBe(HttpStatusCode.Forbidden);
        body!["code"]!.GetValue<string>().ShouldBe("insufficient_permissions");
    }

    [Fact]
    public async Task A_foreign_account_is_forbidden_and_what_is_in_it_unknown()
    {
        var id = (await system.Client().BasketAsync())["id"]!.GetValue<string>();
        var globex = system.Client(DeliverectSystem.OtherAccount, "of-globex");
        var atHome = system.Client(DeliverectSystem.OtherAccount, "of-globex", DeliverectSystem.OtherAccount);

        (await globex.RefusedAsync(HttpMethod.Get, $"v2/checkouts/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await atHome.RefusedAsync(HttpMethod.Get, $"v2/checkouts/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private AccessTokens TokensAt(TimeProvider time) => new(
        system.Services.GetRequiredService<HashKey>(), system.Services.GetRequiredService<TenantDirectory>(), time);

    private async Task<Caller> CallerAsync(string key) =>
        (await system.Services.GetRequiredService<TenantDirectory>().AuthenticateAsync(key, Cancel)).ShouldNotBeNull();

    private async Task<HttpResponseMessage> GetAsync(string? token)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"/commerce/{DeliverectSystem.Account}/{Unknown}", UriKind.Relative));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await system.Http.SendAsync(request, Cancel);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(HttpContent content, string? basic = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/oauth/token", UriKind.Relative)) { Content = content };
        request.Headers.Authorization =
            basic is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var response = await system.Http.SendAsync(request, Cancel);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!);
    }

    private static StringContent Form(string text) => new(text, Encoding.UTF8, "application/x-www-form-urlencoded");

    private static StringContent Json(string clientId, string secret) => new(
        $$"""
        {
          "client_id": "{{clientId}}", "client_secret": "{{secret}}",
          "audience": "https://api.deliverect.com", "grant_type": "client_credentials"
        }
        """,
        Encoding.UTF8,
        "application/json");
}

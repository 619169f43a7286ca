using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.Services.Tests.CheckoutApi.Tenants;

/// <summary>Who gets in, over HTTP, with the service and its sidecar as they run.</summary>
public sealed class TenantAccessTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("acme", null)]
    [InlineData(null, "merchant")]
    [InlineData("acme", "wrong")]
    [InlineData("globex", "merchant")]
    [InlineData("acme", "expired")]
    [InlineData("nobody", "merchant")]
    public async Task Who_does_not_show_a_key_of_the_tenant_gets_401(string? tenant, string? key)
    {
        using var answer = await GetAsync(tenant, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldContain("x-api-key");
        await ShouldBeProblemAsync(answer, 401);
    }

    [Theory]
    [InlineData("merchant", HttpStatusCode.NotFound)]
    [InlineData("next", HttpStatusCode.NotFound)]
    [InlineData("reader", HttpStatusCode.NotFound)]
    [InlineData("writer", HttpStatusCode.Forbidden)]
    public async Task A_status_needs_the_scope_to_read(string key, HttpStatusCode expected)
    {
        using var answer = await GetAsync("acme", key);
        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("merchant", HttpStatusCode.BadRequest)]
    [InlineData("writer", HttpStatusCode.BadRequest)]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    public async Task A_submission_needs_the_scope_to_write(string key, HttpStatusCode expected)
    {
        using var answer = await PostAsync("acme", key, JsonContent.Create(new { }));
        answer.StatusCode.ShouldBe(expected);
        await ShouldBeProblemAsync(answer, (int)expected);
    }

    [Fact]
    public async Task A_tenant_that_asks_too_often_gets_429_and_hears_when_to_come_back_and_others_are_not_touched()
    {
        const int Limit = 3; // of the tenant 'small', in an hour
        for (var left = Limit - 1; left >= 0; left--)
        {
            using var answer = await GetAsync("small", "merchant-small");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answer.Headers.GetValues("RateLimit").ShouldBe([$"\"tenant\";r={left}"]);
            answer.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"tenant\";q=3;w=3600"]);
        }

        using var refused = await GetAsync("small", "merchant-small");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        await ShouldBeProblemAsync(refused, 429);
        using var other = await GetAsync("acme", "merchant");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_one_that_is_not_JSON_is_415()
    {
        using var large = await PostAsync("acme", "merchant", JsonContent.Create(new { order = new string('x', 70_000) }));
        await ShouldBeProblemAsync(large, 413);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/c2a/offer/checkout") { Headers = { TransferEncodingChunked = true } };
        chunked.Content = JsonContent.Create(new { order = new string('x', 70_000) });
        using var untold = await SendAsync(chunked, "acme", "merchant");
        await ShouldBeProblemAsync(untold, 413);
        using var text = await PostAsync("acme", "merchant", new StringContent("{}", Encoding.UTF8, "text/plain"));
        await ShouldBeProblemAsync(text, 415);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        using var marked = await PostAsync(
            "acme", "merchant", new StringContent("\uFEFF{}", Encoding.UTF8, "application/json"));
        (await marked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"paymentMethod\"");
    }

    [Fact]
    public async Task Whoever_sends_far_too_much_still_gets_to_see_the_413_on_a_connection_that_stays_open()
    {
        for (var n = 0; n < 20; n++)
        {
            using var huge = await PostAsync("acme", "merchant", JsonContent.Create(new { order = new string('x', 8_000_000) }));
            huge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            huge.Headers.ConnectionClose.ShouldNotBe(true);
        }
    }

    [Fact]
    public async Task Every_answer_names_its_request_and_keeps_browsers_from_doing_more_with_it_than_showing_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, TenantAccessSystem.StatusPath);
        request.Headers.Add("X-Correlation-Id", "order-17/a");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answer = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("X-Correlation-Id").ShouldBe(["order-17/a"]);
        answer.Headers.GetValues("traceparent").Single().ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        answer.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("<script>")]
    [InlineData("")]
    public async Task A_correlation_id_that_is_not_one_printable_word_is_replaced(string correlation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, TenantAccessSystem.StatusPath);
        request.Headers.TryAddWithoutValidation("X-Correlation-Id", correlation);
        using var answer = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.Headers.GetValues("X-Correlation-Id").Single().ShouldMatch(correlation.StartsWith('<') ? "^<script>$" : "^[0-9a-f]{32}$");
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, int status)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        problem.ShouldNotBeNull()["status"].ShouldNotBeNull().GetValue<int>().ShouldBe(status);
    }

    private Task<HttpResponseMessage> GetAsync(string? tenant, string? key) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, TenantAccessSystem.StatusPath), tenant, key);

    private Task<HttpResponseMessage> PostAsync(string tenant, string key, HttpContent content) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/c2a/offer/checkout") { Content = content }, tenant, key);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? tenant, string? key)
    {
        using (request)
        {
            request.Headers.Add("x-tn", tenant is null ? [] : [tenant]);
            request.Headers.Add("x-api-key", key is null ? [] : [key]);
            return await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }
}

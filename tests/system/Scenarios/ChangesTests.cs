using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>The feed of changes, on a system of its own, since it shows all orders of a tenant.</summary>
public sealed class ChangesTests(ChangesTests.OwnSystem own) : IClassFixture<ChangesTests.OwnSystem>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_changes_come_in_pages_and_the_next_request_goes_on_where_the_last_one_ended()
    {
        var merchant = own.System.Merchant;
        var cards = new[] { Cards.Frictionless, Cards.Challenge, Cards.Declined, Cards.Frictionless, Cards.AlsoFrictionless };
        var orders = await Task.WhenAll(cards.Select(card => merchant.SubmitAsync(Merchant.Order(card))));
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (order, card) in orders.Zip(cards))
        {
            expected[order] = card switch
            {
                Cards.Challenge => "CHECK_OUT_3DS_REQUIRED",
                Cards.Declined => "CHECK_OUT_FAILED",
                _ => "CHECK_OUT_DONE",
            };
        }

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = "/api/c2a/checkouts?limit=2";
        await Eventually.HoldsAsync(async () =>
        {
            var page = await PageAsync(next);
            page["checkouts"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(2);
            foreach (var order in page["checkouts"]!.AsArray())
            {
                order!["version"]!.GetValue<int>().ShouldBePositive();
                order["updatedAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
                seen[order["trackingNumber"]!.GetValue<string>()] = order["status"]!["messageCode"]!.GetValue<string>();
            }

            next = $"/api/c2a/checkouts?limit=2&updatedSince={page["nextUpdatedSince"]!.GetValue<string>()}";
            return expected.All(order => string.Equals(seen.GetValueOrDefault(order.Key), order.Value, StringComparison.Ordinal));
        }, () => $"The feed showed {string.Join(", ", seen)}.");

        var challenged = orders[1];
        var status = await merchant.UntilAsync(challenged, "CHECK_OUT_3DS_REQUIRED");
        await Shopper.AnswerAsync(status["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        await Eventually.HoldsAsync(async () =>
        {
            var page = await PageAsync(next);
            next = $"/api/c2a/checkouts?updatedSince={page["nextUpdatedSince"]!.GetValue<string>()}";
            return page["checkouts"]!.AsArray().Any(order => order!.ToJsonString().Contains("CHECK_OUT_DONE", StringComparison.Ordinal)
                && order.ToJsonString().Contains(challenged, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("updatedSince=yesterday")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    public async Task A_query_that_makes_no_sense_is_a_400(string query)
    {
        using var response = await own.System.Merchant.GetAsync($"/api/c2a/checkouts?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_tenant_sees_none_of_it()
    {
        var order = await own.System.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await own.System.Merchant.UntilAsync(order, "CHECK_OUT_DONE");
        using var http = new HttpClient { BaseAddress = own.System.Api };
        http.DefaultRequestHeaders.Add("x-tn", "0b7d5c1e-93a4-4f0b-8a57-6f1f0f8b2c11");
        http.DefaultRequestHeaders.Add("x-api-key", "sk_dev_globex_sample_987654321");

        var page = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/c2a/checkouts", UriKind.Relative), Cancelled))!;

        page["checkouts"]!.AsArray().ShouldBeEmpty();
        page["hasMore"]!.GetValue<bool>().ShouldBeFalse();
    }

    private async Task<JsonNode> PageAsync(string path)
    {
        using var response = await own.System.Merchant.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
    }

    public sealed class OwnSystem : IAsyncLifetime
    {
        internal LocalSystem System { get; } = new();

        public ValueTask InitializeAsync() => System.InitializeAsync();

        public ValueTask DisposeAsync() => System.DisposeAsync();
    }
}

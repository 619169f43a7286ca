using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Checkout.Api.Checkouts;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

public sealed class IdempotencyTests(LocalSystem system)
{
    [Fact]
    public async Task The_same_order_sent_by_many_at_once_is_bought_once()
    {
        var order = Merchant.Order(Cards.Frictionless, correlationId: $"many-{Guid.NewGuid()}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.Merchant.PostAsync("/api/c2a/offer/checkout", order)));

        var tracked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            // Those that came while the first was being started are told to wait.
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Accepted, HttpStatusCode.Conflict);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                tracked.Add(body["trackingNumber"]!.GetValue<string>());
            }
            else
            {
                answer.Headers.RetryAfter.ShouldNotBeNull();
            }

            answer.Dispose();
        }

        var trackingNumber = tracked.ShouldHaveSingleItem();
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).Charges.ShouldBe(1);
        (await system.Merchant.SubmitAsync(order)).ShouldBe(trackingNumber);
    }

    [Fact]
    public async Task Member_order_and_white_space_do_not_make_another_order()
    {
        var order = Merchant.Order(Cards.Frictionless, correlationId: $"same-{Guid.NewGuid()}");
        var trackingNumber = await system.Merchant.SubmitAsync(order);
        var reordered = JsonNode.Parse(order)!.AsObject();
        var first = reordered.First();
        reordered.Remove(first.Key);
        reordered.Add(first.Key, first.Value);

        (await system.Merchant.SubmitAsync(reordered.ToJsonString(new() { WriteIndented = true }))).ShouldBe(trackingNumber);
    }

    [Fact]
    public async Task Another_card_under_the_same_correlation_id_is_a_clash()
    {
        var correlationId = $"clash-{Guid.NewGuid()}";
        await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless, correlationId));

        using var clash = await system.Merchant.PostAsync(
            "/api/c2a/offer/checkout", Merchant.Order(Cards.AlsoFrictionless, correlationId));

        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_idempotency_key_replays_its_order_and_conflicts_with_any_other()
    {
        var key = Guid.NewGuid().ToString();
        var order = JsonNode.Parse(Merchant.Order(Cards.Frictionless))!;
        order["order"]!.AsObject().Remove("correlationId");

        using var first = await system.Merchant.PostAsync(Checkout, order.ToJsonString(), idempotencyKey: key);
        using var again = await system.Merchant.PostAsync(Checkout, order.ToJsonString(), idempotencyKey: key);
        order["order"]!["items"]![0]!["quantity"] = 2;
        using var other = await system.Merchant.PostAsync(Checkout, order.ToJsonString(), idempotencyKey: key);

        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        (await TextOf(again)).ShouldBe(await TextOf(first));
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextOf(other)).ShouldContain("IDEMPOTENCY_CONFLICT");
    }

    [Fact]
    public async Task An_order_that_was_refused_may_come_corrected_under_the_same_names()
    {
        var key = Guid.NewGuid().ToString();
        var order = JsonNode.Parse(Merchant.Order(Cards.Frictionless))!;
        order["order"]!["offerIdentifier"] = "of_unknown";
        using var refused = await system.Merchant.PostAsync(Checkout, order.ToJsonString(), idempotencyKey: key);
        order["order"]!["offerIdentifier"] = "of_8z2k1q";
        using var accepted = await system.Merchant.PostAsync(Checkout, order.ToJsonString(), idempotencyKey: key);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task A_key_that_cannot_be_used_is_a_400(string key)
    {
        using var response = await system.Merchant.PostAsync(Checkout, Merchant.Order(Cards.Frictionless), idempotencyKey: key);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(response)).ShouldContain("Idempotency-Key");
    }

    [Fact]
    public void Admissions_are_kept_longer_than_finished_workflows()
    {
        var configuration = File.ReadAllText(SystemFolder.Source(Path.Combine("components", "local", "configuration.yaml")));
        var hours = int.Parse(Regex.Match(configuration, "(?<=anyTerminal: )[0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);

        new CheckoutOptions().IdempotencyRetention.ShouldBeGreaterThan(TimeSpan.FromHours(hours));
    }

    private const string Checkout = "/api/c2a/offer/checkout";

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}

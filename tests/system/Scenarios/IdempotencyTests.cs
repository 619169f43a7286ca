using System.Net;
using System.Text.Json.Nodes;
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
}

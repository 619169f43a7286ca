using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Dapr.Workflow;
using Dapr.Workflow.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Scenarios;

public sealed class FrictionlessTests(LocalSystem system)
{
    [Theory]
    [InlineData(Cards.Frictionless)]
    [InlineData(Cards.AlsoFrictionless)]
    public async Task A_good_card_ends_done_charged_once_and_delivered(string card)
    {
        var customer = $"cu.{Guid.NewGuid():n}";
        var order = JsonNode.Parse(Merchant.Order(card))!;
        order["order"]!["customer"]!["customerUrn"] = customer;

        var trackingNumber = await system.Merchant.SubmitAsync(order.ToJsonString());
        var done = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        done.ToJsonString().ShouldBe(
            $$$"""{"trackingNumber":"{{{trackingNumber}}}","status":{"messageCode":"CHECK_OUT_DONE"},"followUpInstructions":{"canFollowUp":false}}""");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
        using var http = new HttpClient { BaseAddress = system.Fulfilment };
        var entitlements = await http.GetStringAsync(
            new Uri($"/entitlements/e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f/{customer}", UriKind.Relative), TestContext.Current.CancellationToken);
        entitlements.ShouldContain("it_ab1");
    }

    [Fact]
    public async Task Its_workflow_has_six_activities_and_the_event_goes_out_beside_the_last_of_them()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        var workflows = system.CheckoutServices.GetRequiredService<DaprWorkflowClient>();
        await workflows.WaitForWorkflowCompletionAsync(trackingNumber, cancellation: TestContext.Current.CancellationToken);

        var history = await workflows.GetInstanceHistoryAsync(trackingNumber, TestContext.Current.CancellationToken);

        history.Count(e => e.EventType is WorkflowHistoryEventType.TaskScheduled).ShouldBe(6);
        var turns = history.Select(e => e.EventType).Aggregate(new List<int>(), CountCalls);
        turns.Where(calls => calls > 0).ShouldBe([2, 1, 1, 2]); // reserve and authorise, capture, deliver, record and publish
    }

    [Theory]
    [InlineData("/api/c2a")]
    [InlineData("/api/v1/c2a")]
    public async Task The_answer_to_a_submit_tells_how_to_follow_it_up(string prefix)
    {
        using var response = await system.Merchant.PostAsync($"{prefix}/offer/checkout", Merchant.Order(Cards.Frictionless));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var result = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var trackingNumber = result["trackingNumber"]!.GetValue<string>();
        trackingNumber.ShouldMatch("^trk_[0-9A-HJKMNP-TV-Z]{26}$");
        var statusUrl = new Uri(response.RequestMessage!.RequestUri!, $"{prefix}/offer/checkout/{trackingNumber}/status").ToString();
        result["status"]!["messageCode"]!.GetValue<string>().ShouldBe("CHECK_OUT_PROCESSING");
        result["followUpInstructions"]!.ToJsonString().ShouldBe(
            $$"""{"canFollowUp":true,"retryAfterSeconds":2,"remainingRetryCount":30,"currentRetryAttempt":0,"followUpUrl":"{{statusUrl}}"}""");
        response.Headers.Location!.ToString().ShouldBe(statusUrl);
        response.Headers.GetValues("Link").ShouldBe([$"<{statusUrl}>; rel=\"status\""]);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        using var status = await system.Merchant.GetAsync(new Uri(statusUrl).PathAndQuery);
        status.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_offer_resolved_for_a_customer_can_be_bought_by_that_customer_only()
    {
        using var response = await system.Merchant.PostAsync("/api/c2a/offer/bundles", """{"customerUrn":"cu.buyer"}""");
        var offer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["offer"]!;
        var order = JsonNode.Parse(Merchant.Order(Cards.Frictionless))!;
        order["order"]!["offerIdentifier"] = offer["offerIdentifier"]!.GetValue<string>();

        using var stranger = await system.Merchant.PostAsync("/api/c2a/offer/checkout", order.ToJsonString());
        stranger.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await stranger.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("OFFER_NOT_PURCHASABLE");

        order["order"]!["customer"]!["customerUrn"] = "cu.buyer";
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(order.ToJsonString()), "CHECK_OUT_DONE");
    }

    // How many activities each turn has called.
    private static List<int> CountCalls(List<int> turns, WorkflowHistoryEventType type)
    {
        switch (type)
        {
            case WorkflowHistoryEventType.OrchestratorStarted:
                turns.Add(0);
                break;
            case WorkflowHistoryEventType.TaskScheduled:
                turns[^1]++;
                break;
        }

        return turns;
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Scenarios;

public sealed class StatusTests(LocalSystem system)
{
    private const string Checkout = "/api/c2a/offer/checkout";

    private DaprWorkflowClient Workflows => system.CheckoutServices.GetRequiredService<DaprWorkflowClient>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_follow_up_URL_counts_the_polls()
    {
        var (trackingNumber, _) = await ChallengedAsync();
        var followUpUrl = $"{Checkout}/{trackingNumber}/status";
        for (var poll = 1; poll <= 3; poll++)
        {
            using var response = await system.Merchant.GetAsync(followUpUrl);
            var followUp = (await BodyOf(response))["followUpInstructions"]!;

            followUp["currentRetryAttempt"]!.GetValue<int>().ShouldBe(poll);
            followUp["remainingRetryCount"]!.GetValue<int>().ShouldBe(30 - poll);
            response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBe(followUp["retryAfterSeconds"]!.GetValue<int>());
            followUpUrl = new Uri(followUp["followUpUrl"]!.GetValue<string>()).PathAndQuery;
        }
    }

    [Fact]
    public async Task A_known_state_is_a_304_with_its_tag_and_wait()
    {
        var (trackingNumber, _) = await ChallengedAsync();
        using var first = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status");
        var tag = first.Headers.ETag.ShouldNotBeNull().ToString();

        using var again = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status", ("If-None-Match", $"\"x\", {tag}"));
        using var other = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status", ("If-None-Match", "W/\"x\""));

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.ETag!.ToString().ShouldBe(tag);
        again.Headers.RetryAfter.ShouldNotBeNull();
        (await again.Content.ReadAsByteArrayAsync(Cancelled)).ShouldBeEmpty();
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_held_request_is_answered_when_the_order_changes()
    {
        var (trackingNumber, challenged) = await ChallengedAsync();
        using var first = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status");
        var held = system.Merchant.GetAsync(
            $"{Checkout}/{trackingNumber}/status", ("If-None-Match", first.Headers.ETag!.ToString()), ("Prefer", "wait=20"));

        await Shopper.AnswerAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        using var response = await held;

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=20"]);
        var code = (await BodyOf(response))["status"]!["messageCode"]!.GetValue<string>();
        code.ShouldNotBe("CHECK_OUT_3DS_REQUIRED", StringComparer.Ordinal);
        VersionOf(response).ShouldBeGreaterThan(VersionOf(first));
    }

    [Fact]
    public async Task A_held_request_without_news_is_a_304_when_its_time_is_over()
    {
        var (trackingNumber, _) = await ChallengedAsync();
        using var first = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status");
        var watch = Stopwatch.StartNew();

        using var held = await system.Merchant.GetAsync(
            $"{Checkout}/{trackingNumber}/status", ("If-None-Match", first.Headers.ETag!.ToString()), ("Prefer", "wait=1"));

        held.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_held_request_of_somebody_who_knows_nothing_is_answered_when_there_is_something_to_do()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));

        using var response = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status", ("Prefer", "wait=20"));

        (await BodyOf(response))["status"]!["messageCode"]!.GetValue<string>().ShouldBe("CHECK_OUT_DONE");
    }

    [Fact]
    public async Task After_the_workflows_retention_the_outcome_is_still_answered_and_the_order_still_not_bought_again()
    {
        var order = Merchant.Order(Cards.Frictionless);
        var trackingNumber = await system.Merchant.SubmitAsync(order);
        var done = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        await Workflows.WaitForWorkflowCompletionAsync(trackingNumber, cancellation: Cancelled);
        (await Workflows.PurgeInstanceAsync(trackingNumber, Cancelled)).ShouldBeTrue();

        using var response = await system.Merchant.GetAsync($"{Checkout}/{trackingNumber}/status");
        (await BodyOf(response)).ToJsonString().ShouldBe(done.ToJsonString());
        (await system.Merchant.SubmitAsync(order)).ShouldBe(trackingNumber);
        (await Ledger.OfAsync(system.Psps, trackingNumber)).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task An_order_that_an_operator_stops_is_failed_and_one_that_he_holds_says_so()
    {
        var (stopped, _) = await ChallengedAsync();
        var (held, _) = await ChallengedAsync();

        await Workflows.TerminateWorkflowAsync(stopped, cancellation: Cancelled);
        await Workflows.SuspendWorkflowAsync(held, cancellation: Cancelled);

        var failed = await system.Merchant.UntilAsync(stopped, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("ORDER_STOPPED");
        failed["redirectInstructions"].ShouldBeNull();
        failed["followUpInstructions"]!["canFollowUp"]!.GetValue<bool>().ShouldBeFalse();
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await system.Merchant.GetAsync($"{Checkout}/{held}/status");
            return (await BodyOf(response))["message"]?.GetValue<string>().StartsWith("ORDER_HELD", StringComparison.Ordinal) == true;
        });
        await Workflows.ResumeWorkflowAsync(held, cancellation: Cancelled);
    }

    private async Task<(string TrackingNumber, JsonNode Status)> ChallengedAsync()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        return (trackingNumber, await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED"));
    }

    private static int VersionOf(HttpResponseMessage response) =>
        int.Parse(response.Headers.GetValues("Checkout-Version").Single());

    private static async Task<JsonNode> BodyOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
}

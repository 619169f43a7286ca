using Checkout.Fulfilment.Webhooks.Deliveries;
using Checkout.Services.Tests.CheckoutApi.Workflow;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>When a message is tried, on the workflow's own clock.</summary>
public sealed class DeliverWebhookWorkflowTests
{
    private static readonly DeliveryRun Run = new("acme", "wh_1", "evt_1", Run: 1);

    private static readonly TimeSpan[] Planned =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly DeliveryAttempt Failed = new(Ended: false);
    private static readonly DeliveryAttempt Ended = new(Ended: true);

    [Fact]
    public async Task What_is_delivered_at_once_is_tried_once()
    {
        var world = new ScriptedContext().On(nameof(SendWebhook), Ended);

        (await new DeliverWebhookWorkflow().RunAsync(world, Run)).ShouldBeTrue();

        world.CallsOf(nameof(SendWebhook)).ShouldBe(1);
    }

    [Fact]
    public async Task What_always_fails_is_tried_ten_times_over_three_days_with_the_planned_pauses()
    {
        var world = new ScriptedContext().On(nameof(SendWebhook), Failed);

        (await new DeliverWebhookWorkflow().RunAsync(world, Run)).ShouldBeFalse();

        world.Inputs.Cast<DeliveryRun>().Select(run => run.Attempt).ShouldBe(Enumerable.Range(1, 10));
        var pauses = world.CallTimes.Zip(world.CallTimes.Skip(1), (before, after) => after - before).ToList();
        pauses.Zip(Planned).ShouldAllBe(pair => pair.First >= pair.Second && pair.First <= pair.Second * 1.1);
        pauses.SequenceEqual(Planned).ShouldBeFalse();
    }

    [Fact]
    public async Task A_replay_of_the_workflow_waits_exactly_as_long()
    {
        var first = new ScriptedContext().On(nameof(SendWebhook), Failed);
        var second = new ScriptedContext().On(nameof(SendWebhook), Failed);

        await new DeliverWebhookWorkflow().RunAsync(first, Run);
        await new DeliverWebhookWorkflow().RunAsync(second, Run);

        second.CallTimes.ShouldBe(first.CallTimes);
    }

    [Fact]
    public void What_failed_together_is_not_tried_together()
    {
        var pauses = Enumerable.Range(0, 100).Select(i => DeliverySchedule.PauseBefore(4, $"wh_1/evt_{i}/1", retryAfter: null));

        pauses.Distinct().Count().ShouldBeGreaterThan(90);
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 5)]
    [InlineData(10 * 86_400, 86_400)]
    public async Task A_receiver_that_asks_for_time_gets_it_up_to_a_day(int asked, int expected)
    {
        var world = new ScriptedContext().On(nameof(SendWebhook), new DeliveryAttempt(Ended: false, TimeSpan.FromSeconds(asked)), Ended);

        await new DeliverWebhookWorkflow().RunAsync(world, Run);

        var pause = world.CallTimes[1] - world.CallTimes[0];
        pause.ShouldBeInRange(TimeSpan.FromSeconds(expected), TimeSpan.FromSeconds(expected) * 1.1);
    }

    [Fact]
    public async Task A_replay_ends_the_wait()
    {
        var world = new ScriptedContext().On(nameof(SendWebhook), Failed, Ended).Raise(DeliverWebhookWorkflow.TryNow);

        await new DeliverWebhookWorkflow().RunAsync(world, Run);

        world.CallTimes[1].ShouldBe(world.CallTimes[0]);
    }

    [Fact]
    public async Task A_try_that_could_not_be_written_down_is_a_failed_try()
    {
        var world = new ScriptedContext().On(nameof(SendWebhook), CheckoutScript.Fault, Ended);

        (await new DeliverWebhookWorkflow().RunAsync(world, Run)).ShouldBeTrue();

        world.Inputs.Cast<DeliveryRun>().Select(run => run.Attempt).ShouldBe([1, 2]);
    }
}

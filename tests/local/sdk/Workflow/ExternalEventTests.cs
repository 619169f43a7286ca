using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;

namespace Checkout.Local.Tests.Sdk.Workflow;

public sealed class ExternalEventTests
{
    [Fact]
    public async Task Events_that_come_early_are_kept_and_taken_in_their_order()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            await context.CallActivityAsync("Slow");
            return await context.WaitForExternalEventAsync<string>("E") + await context.WaitForExternalEventAsync<string>("E");
        });
        await run.StartAsync();
        (await run.NextAsync(Inbox.Raised("E", "\"1\""), Inbox.Raised("E", "\"2\""))).Actions.ShouldBeEmpty();
        Output(await run.NextAsync(Inbox.TaskCompleted(0))).ShouldBe("\"12\"");
    }

    [Fact]
    public async Task Letter_case_of_names_does_not_count()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => context.WaitForExternalEventAsync<string>("psp-return-1"));
        await run.StartAsync();
        Output(await run.NextAsync(Inbox.Raised("PSP-Return-1", "\"ok\""))).ShouldBe("\"ok\"");
    }

    [Fact]
    public async Task Waits_of_one_name_are_served_first_come_first_served()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var first = context.WaitForExternalEventAsync<string>("E");
            var second = context.WaitForExternalEventAsync<string>("E");
            return await second + await first;
        });
        await run.StartAsync();
        await run.NextAsync(Inbox.Raised("E", "\"a\""));
        Output(await run.NextAsync(Inbox.Raised("E", "\"b\""))).ShouldBe("\"ba\"");
    }

    [Fact]
    public async Task A_wait_that_was_given_up_leaves_its_event_to_the_next()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            using var giveUp = new CancellationTokenSource();
            var first = context.WaitForExternalEventAsync<string>("E", giveUp.Token);
            var second = context.WaitForExternalEventAsync<string>("E");
            GiveUp(giveUp);
            return first.IsCanceled + " " + await second;
        });
        await run.StartAsync();
        Output(await run.NextAsync(Inbox.Raised("E", "\"a\""))).ShouldBe("\"True a\"");
    }

    [Fact]
    public async Task A_wait_whose_time_is_over_throws_TaskCanceledException()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            try
            {
                return await context.WaitForExternalEventAsync<string>("E", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                return "late";
            }
        });
        await run.StartAsync();
        Output(await run.NextAsync(Inbox.TimerFired(0))).ShouldBe("\"late\"");
    }

    [Fact]
    public async Task An_event_in_time_wins_and_its_timer_fires_for_nobody()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var value = await context.WaitForExternalEventAsync<string>("E", TimeSpan.FromMinutes(1));
            await context.CallActivityAsync("Next");
            return value;
        });
        await run.StartAsync();
        (await run.NextAsync(Inbox.Raised("E", "\"a\""))).Actions.ShouldHaveSingleItem().ScheduleTask.Name.ShouldBe("Next");
        (await run.NextAsync(Inbox.TimerFired(0))).Actions.ShouldBeEmpty();
        Output(await run.NextAsync(Inbox.TaskCompleted(1))).ShouldBe("\"a\"");
    }

    [Fact]
    public async Task An_event_in_the_same_turn_still_sends_the_timer()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.WaitForExternalEventAsync<string>("E", TimeSpan.FromMinutes(1)));
        var response = await run.StartAsync(more: Inbox.Raised("E", "\"a\""));
        response.Actions.Select(a => a.WorkflowActionTypeCase).ShouldBe(
            [WorkflowAction.WorkflowActionTypeOneofCase.CreateTimer, WorkflowAction.WorkflowActionTypeOneofCase.CompleteWorkflow]);
    }

    [Fact]
    public async Task A_wait_of_no_time_throws_at_once_and_takes_no_number()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            try
            {
                return await context.WaitForExternalEventAsync<string>("E", TimeSpan.Zero);
            }
            catch (TaskCanceledException)
            {
                return await context.CallActivityAsync<string>("Next");
            }
        });
        (await run.StartAsync()).Actions.ShouldHaveSingleItem().Id.ShouldBe(0);
    }

    [Fact]
    public async Task Histories_without_the_timer_of_an_endless_wait_replay_with_numbers_moved_up()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            var wait = context.WaitForExternalEventAsync<string>("E", Timeout.InfiniteTimeSpan);
            var result = await context.CallActivityAsync<string>("Act");
            return result + (wait.IsCanceled ? " cancelled" : " open");
        });
        run.Past.AddRange(
        [
            new HistoryEvent { EventId = -1, Timestamp = WorkflowRun.At(0), WorkflowStarted = new WorkflowStartedEvent() },
            WorkflowRun.Started("W"),
            new HistoryEvent { EventId = 0, Timestamp = WorkflowRun.At(0), TaskScheduled = new TaskScheduledEvent { Name = "Act" } },
        ]);
        var response = await run.NextAsync(Inbox.TaskCompleted(0, "\"r\""));
        Output(response).ShouldBe("\"r cancelled\"");
        response.Actions.Count.ShouldBe(1);
    }

    // In workflow code a cancellation has to run where it is called; CancelAsync would go to another thread.
    private static void GiveUp(CancellationTokenSource source) => source.Cancel();

    private static string? Output(WorkflowResponse response)
    {
        var end = response.Actions[^1].CompleteWorkflow.ShouldNotBeNull();
        end.WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
        return end.Result;
    }
}

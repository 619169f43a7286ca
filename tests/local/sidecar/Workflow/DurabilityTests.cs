using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>What is durable when, over each durable store: the number of commits, and going on after the engine is gone.</summary>
public abstract class DurabilityTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private IStateStore? store;
    private EngineHost? host;

    private IStateStore Store => store ?? throw new InvalidOperationException();

    private EngineHost Host => host ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        store = await OpenStoreAsync();
        host = await EngineHost.StartAsync(store);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }

        Clear();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_sequence_of_four_activities_in_three_apps_costs_five_transactions()
    {
        await Host.RestartAsync(new NoTimers());
        await using var billing = await ConnectAsync("billing");
        await using var shipping = await ConnectAsync("shipping");
        await using var orders = await ConnectAsync("orders", ScriptedWorker.Sequence(
            ("billing", "A"), ("shipping", "B"), ("billing", "C"), ("shipping", "D")));
        var before = Store.Counters.Transactions;

        await StartAsync("seq");
        (await CompletedAsync("seq")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);

        (Store.Counters.Transactions - before).ShouldBe(5);
    }

    [Fact]
    public async Task An_external_event_costs_one_transaction_more()
    {
        await Host.RestartAsync(new NoTimers());
        await using var orders = await ConnectAsync("orders", turn => turn.NewEvents.Any(e => e.EventRaised is not null)
            ? ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0))
            : ScriptedWorker.Answer(turn));
        var before = Store.Counters.Transactions;

        await StartAsync("event");
        await Host.Grpc().TaskHubAsync(
            "RaiseEvent", new RaiseEventRequest { InstanceId = "event", Name = "go" }, RaiseEventResponse.Parser, Patience);
        await CompletedAsync("event");

        (Store.Counters.Transactions - before).ShouldBe(3);
    }

    [Fact]
    public async Task An_activity_without_a_result_runs_again_after_a_restart_under_the_same_ids()
    {
        await using (var orders = await ConnectAsync("orders", ScriptedWorker.Sequence(("billing", "A"), ("billing", "B")), _ => null))
        await using (var billing = await ConnectAsync("billing", activity: a => a.TaskId == 0 ? ScriptedWorker.Result(a) : null))
        {
            await StartAsync("again");
            await NextAsync(billing, item => item.ActivityRequest is { Name: "B" });
            await Host.RestartAsync();
        }

        await using var later = await ConnectAsync("billing");
        await using var ordersLater = await ConnectAsync("orders", ScriptedWorker.Sequence(("billing", "A"), ("billing", "B")));
        var repeated = (await NextAsync(later, item => item.ActivityRequest is not null)).ActivityRequest;
        repeated.TaskId.ShouldBe(1);
        repeated.TaskExecutionId.ShouldBe("exec-1");
        (await CompletedAsync("again")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task A_result_whose_turn_is_not_answered_is_kept_and_its_activity_does_not_run_again_after_a_restart()
    {
        await using (var orders = await ConnectAsync("orders", turn => turn.PastEvents.Count == 0
            ? ScriptedWorker.Answer(turn, ScriptedWorker.Schedule(0, ("billing", "A")))
            : null))
        await using (var billing = await ConnectAsync("billing"))
        {
            await StartAsync("kept-result");
            await NextAsync(orders, item => item.WorkflowRequest?.NewEvents.Any(e => e.TaskCompleted is not null) is true);
            await Eventually.AsSoonAs(() => Host.Engine.IsAllDurable);
            await Host.RestartAsync();
        }

        await using var later = await ConnectAsync("billing");
        await using var ordersLater = await ConnectAsync("orders", ScriptedWorker.Sequence(("billing", "A")));
        (await CompletedAsync("kept-result")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
        later.Seen.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_acknowledged_event_is_delivered_after_a_restart()
    {
        await using (var orders = await ConnectAsync("orders", turn => turn.PastEvents.Count == 0 ? ScriptedWorker.Answer(turn) : null))
        {
            await StartAsync("kept");
            await Host.Grpc().TaskHubAsync(
                "RaiseEvent", new RaiseEventRequest { InstanceId = "kept", Name = "go", Input = "7" }, RaiseEventResponse.Parser, Patience);
            await Host.RestartAsync();
        }

        await using var later = await ConnectAsync("orders", turn => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0)));
        var turn = (await NextAsync(later, item => item.WorkflowRequest is not null)).WorkflowRequest;
        turn.NewEvents.Single(e => e.EventRaised is not null).EventRaised.Input.ShouldBe("7");
        (await CompletedAsync("kept")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task A_timer_fires_after_a_restart()
    {
        await using (var orders = await ConnectAsync("orders", turn =>
            ScriptedWorker.Answer(turn, ScriptedWorker.Timer(0, DateTimeOffset.UtcNow.AddMilliseconds(300)))))
        {
            await StartAsync("timer");
            await Host.RestartAsync();
        }

        await using var later = await ConnectAsync("orders", turn => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(1)));
        var turn = (await NextAsync(later, item => item.WorkflowRequest is not null)).WorkflowRequest;
        turn.NewEvents.ShouldContain(e => e.TimerFired != null);
        (await CompletedAsync("timer")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task A_start_that_was_not_acknowledged_leaves_nothing_after_a_restart()
    {
        await using (var orders = await ConnectAsync("orders", _ => null))
        {
            var start = StartAsync("lost");
            await NextAsync(orders, item => item.WorkflowRequest is not null);
            await Host.RestartAsync();
            await Should.ThrowAsync<Exception>(() => start);
        }

        var found = await Host.Grpc().TaskHubAsync(
            "GetInstance", new GetInstanceRequest { InstanceId = "lost" }, GetInstanceResponse.Parser, Patience);
        found.Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_first_turn_whose_other_app_is_away_is_repeated_after_a_restart_and_the_activity_runs_when_the_app_comes()
    {
        await using (var orders = await ConnectAsync("orders", ScriptedWorker.Sequence(("billing", "A"))))
        {
            await StartAsync("away");
            await Host.RestartAsync();
        }

        await using var later = await ConnectAsync("orders", ScriptedWorker.Sequence(("billing", "A")));
        await using var billing = await ConnectAsync("billing");
        (await CompletedAsync("away")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    private protected abstract Task<IStateStore> OpenStoreAsync();

    private protected virtual void Clear()
    {
    }

    private Task<ScriptedWorker> ConnectAsync(
        string app, Func<WorkflowRequest, WorkflowResponse?>? turn = null, Func<ActivityRequest, ActivityResponse?>? activity = null) =>
        new ScriptedWorker(Host.Grpc(app)) { Turn = turn ?? (_ => null), Activity = activity ?? ScriptedWorker.Result }.ConnectAsync();

    private Task<CreateInstanceResponse> StartAsync(string id) => Host.Grpc().TaskHubAsync(
        "StartInstance", new CreateInstanceRequest { InstanceId = id, Name = "W", Input = "1" }, CreateInstanceResponse.Parser, Patience);

    private async Task<WorkflowState> CompletedAsync(string id)
    {
        var request = new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true };
        return (await Host.Grpc().TaskHubAsync("WaitForInstanceCompletion", request, GetInstanceResponse.Parser, Patience)).WorkflowState;
    }

    private static async Task<WorkItem> NextAsync(ScriptedWorker worker, Func<WorkItem, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var item in worker.Seen.ReadAllAsync(patience.Token))
        {
            if (wanted(item))
            {
                return item;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}

using Checkout.Local.Sidecar;
using Checkout.Local.Tests.Sidecar.Metrics;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>What workflows cost in commits over the real SQLite store, as operators see it: on the metrics endpoint.</summary>
public sealed class CommitFloorTests : IAsyncLifetime
{
    private const string Transactions = "local_sidecar_state_transactions_total{component=\"statestore\"}";
    private const string Commits = "local_sidecar_state_commits_total{component=\"statestore\"}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SidecarOptions orders = RunningSidecars.App("orders") with { MetricsPort = RunningSidecars.FreePort() };
    private readonly SidecarOptions billing = RunningSidecars.App("billing");
    private readonly List<IAsyncDisposable> open = [];
    private GrpcClient? client;

    private GrpcClient Client => client ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        open.Add(await RunningSidecars.StartAsync(Stores.Sqlite, [orders, billing], time: new NoTimers()));
        client = Connection(orders);
        open.Add(await new ScriptedWorker(Connection(billing)) { Activity = ScriptedWorker.Result }.ConnectAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(open))
        {
            await opened.DisposeAsync();
        }

        Client.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public async Task N_activities_one_after_another_cost_n_plus_one_transactions(int activities)
    {
        await WorkAsync(ScriptedWorker.Sequence([.. Enumerable.Range(0, activities).Select(n => ("billing", $"A{n}"))]));
        var before = await MetricsAsync();

        await RunAsync("one");

        var cost = (await MetricsAsync()).Since(before);
        cost[Transactions].ShouldBe(activities + 1);
        cost["local_sidecar_workflow_activities_total{status=\"completed\"}"].ShouldBe(activities);
    }

    [Fact]
    public async Task An_external_event_costs_one_transaction_more()
    {
        await WorkAsync(turn => turn.NewEvents.Any(e => e.EventRaised is not null)
            ? ScriptedWorker.Answer(turn, ScriptedWorker.Complete(1))
            : turn.NewEvents.Any(e => e.TaskCompleted is not null)
                ? ScriptedWorker.Answer(turn)
                : ScriptedWorker.Answer(turn, ScriptedWorker.Schedule(0, ("billing", "A"))));
        var before = await MetricsAsync();

        await StartAsync("event");
        await Eventually.AsSoonAsAsync(async () => (await MetricsAsync()).Since(before)[Transactions] == 2);
        await Client.TaskHubAsync(
            "RaiseEvent", new RaiseEventRequest { InstanceId = "event", Name = "go" }, RaiseEventResponse.Parser, Patience);
        await EndedAsync("event");

        // Start with first turn, result with its turn, event, its turn.
        (await MetricsAsync()).Since(before)[Transactions].ShouldBe(4);
    }

    [Fact]
    public async Task Workflows_that_run_at_once_share_physical_commits()
    {
        const int Workflows = 100;
        await WorkAsync(ScriptedWorker.Sequence(("billing", "A"), ("billing", "B"), ("billing", "C")));
        var before = await MetricsAsync();

        await Task.WhenAll(Enumerable.Range(0, Workflows).Select(n => RunAsync($"many-{n}")));

        var cost = (await MetricsAsync()).Since(before);
        cost[Transactions].ShouldBe(Workflows * 4);
        cost[Commits].ShouldBeInRange(4, Workflows * 2);
        cost["local_sidecar_workflow_started_total"].ShouldBe(Workflows);
        cost["local_sidecar_workflow_finished_total{status=\"completed\"}"].ShouldBe(Workflows);
    }

    [Fact]
    public async Task Gauges_show_connected_workers_and_active_instances_of_each_app()
    {
        await WorkAsync(turn => ScriptedWorker.Answer(turn));
        await StartAsync("waiting");

        var metrics = await MetricsAsync();

        metrics["local_sidecar_workflow_connected_workers{app_id=\"orders\"}"].ShouldBe(1);
        metrics["local_sidecar_workflow_connected_workers{app_id=\"billing\"}"].ShouldBe(1);
        metrics["local_sidecar_workflow_active_instances{app_id=\"orders\"}"].ShouldBe(1);
        metrics["local_sidecar_workflow_active_instances{app_id=\"billing\"}"].ShouldBe(0);
    }

    private static GrpcClient Connection(SidecarOptions app) => new(new Uri($"http://127.0.0.1:{app.GrpcPort}"));

    private Task<MetricSamples> MetricsAsync() => MetricSamples.ReadAsync(orders.MetricsPort ?? 0);

    private async Task WorkAsync(Func<WorkflowRequest, WorkflowResponse?> turn) =>
        open.Add(await new ScriptedWorker(Client) { Turn = turn }.ConnectAsync());

    private async Task RunAsync(string id)
    {
        await StartAsync(id);
        await EndedAsync(id);
    }

    private Task<CreateInstanceResponse> StartAsync(string id) => Client.TaskHubAsync(
        "StartInstance", new CreateInstanceRequest { InstanceId = id, Name = "W", Input = "1" }, CreateInstanceResponse.Parser, Patience);

    private async Task EndedAsync(string id)
    {
        var end = await Client.TaskHubAsync(
            "WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = id }, GetInstanceResponse.Parser, Patience);
        end.WorkflowState.WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }
}

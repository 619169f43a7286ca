using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Sqlite;
using Dapr.DurableTask.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>Workflows while the disk of their store is full, and afterwards.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int MostPages = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("engine-").FullName;
    private readonly List<string> fillers = [];
    private SqliteStateStore store = null!;
    private EngineHost host = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new SqliteOptions(Path.Combine(folder, "state.db")) { Pragmas = [$"max_page_count = {MostPages}"] };
        store = new SqliteStateStore(options, TimeProvider.System, NullLogger.Instance);
        host = await EngineHost.StartAsync(store);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_start_is_refused_without_a_trace_and_succeeds_under_the_same_id_when_there_is_room()
    {
        await using var orders = await ConnectAsync(turn => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0)));
        await FillAsync();

        var error = await Should.ThrowAsync<RpcException>(() => StartAsync("w"));
        error.StatusCode.ShouldBe(StatusCode.Unavailable);
        error.Status.Detail.ShouldContain("full");
        (await host.Grpc().TaskHubAsync("GetInstance", new GetInstanceRequest { InstanceId = "w" }, GetInstanceResponse.Parser, Patience))
            .Exists.ShouldBeFalse();

        await MakeRoomAsync();
        await StartAsync("w");
        (await CompletedAsync("w")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task An_event_is_refused_and_does_not_take_effect_until_it_is_raised_again()
    {
        await using var orders = await ConnectAsync(turn => turn.NewEvents.Any(e => e.EventRaised is not null)
            ? ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0))
            : ScriptedWorker.Answer(turn));
        await StartAsync("w");
        await FillAsync();

        (await Should.ThrowAsync<RpcException>(() => RaiseAsync("w", "refused"))).StatusCode.ShouldBe(StatusCode.Unavailable);

        await MakeRoomAsync();
        await host.RestartAsync();
        await using var later = await ConnectAsync(turn => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0)));
        await RaiseAsync("w", "taken");
        await CompletedAsync("w");
        (await HistoryAsync("w")).Where(e => e.EventRaised is not null).Select(e => e.EventRaised.Input).ShouldBe(["taken"]);
    }

    [Fact]
    public async Task A_turn_is_repeated_until_it_can_be_saved()
    {
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var repeated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var turns = 0;
        await using var orders = new ScriptedWorker(host.Grpc())
        {
            Turn = turn =>
            {
                if (turn.PastEvents.Count > 0 && Interlocked.Increment(ref turns) == 2)
                {
                    repeated.SetResult();
                }

                return ScriptedWorker.Sequence(("billing", "A"))(turn);
            },
        };
        await orders.ConnectAsync();
        await using var billing = new ScriptedWorker(host.Grpc("billing"))
        {
            Activity = activity =>
            {
                full.Task.Wait(Patience);
                return ScriptedWorker.Result(activity);
            },
        };
        await billing.ConnectAsync();
        await StartAsync("w");
        await FillAsync();
        full.SetResult();

        await repeated.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await MakeRoomAsync();
        (await CompletedAsync("w")).WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
        (await HistoryAsync("w")).Count(e => e.TaskCompleted is not null).ShouldBe(1);
    }

    private async Task FillAsync()
    {
        // Ever smaller values, until not even a small one fits.
        foreach (var size in new[] { 16_000, 2_000, 200, 10 })
        {
            try
            {
                while (true)
                {
                    var key = $"filler-{fillers.Count:0000}";
                    await store.CommitAsync([new StateChange(key, new byte[size])]);
                    fillers.Add(key);
                }
            }
            catch (StateStoreException)
            {
                continue;
            }
        }
    }

    private Task MakeRoomAsync() => store.CommitAsync([.. fillers.Select(key => new StateChange(key, null))]);

    private Task<ScriptedWorker> ConnectAsync(Func<WorkflowRequest, WorkflowResponse?> turn) =>
        new ScriptedWorker(host.Grpc()) { Turn = turn }.ConnectAsync();

    private Task<CreateInstanceResponse> StartAsync(string id) => host.Grpc().TaskHubAsync(
        "StartInstance", new CreateInstanceRequest { InstanceId = id, Name = "W", Input = "1" }, CreateInstanceResponse.Parser, Patience);

    private Task<RaiseEventResponse> RaiseAsync(string id, string input) => host.Grpc().TaskHubAsync(
        "RaiseEvent", new RaiseEventRequest { InstanceId = id, Name = "go", Input = input }, RaiseEventResponse.Parser, Patience);

    private async Task<WorkflowState> CompletedAsync(string id) => (await host.Grpc().TaskHubAsync(
        "WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = id }, GetInstanceResponse.Parser, Patience)).WorkflowState;

    private async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id) => (await host.Grpc().TaskHubAsync(
        "GetInstanceHistory", new GetInstanceHistoryRequest { InstanceId = id }, GetInstanceHistoryResponse.Parser, Patience)).Events;
}

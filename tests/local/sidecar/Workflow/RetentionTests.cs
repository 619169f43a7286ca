using Checkout.Local.Sidecar;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary><c>stateRetentionPolicy</c>: when finished instances go, over the real SQLite store.</summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("retention-").FullName;
    private readonly SidecarOptions orders = RunningSidecars.App("orders");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_finished_instance_goes_when_its_time_is_over_and_one_whose_end_has_a_longer_time_stays()
    {
        await using var sidecars = await StartAsync("{ anyTerminal: 1ms, failed: 720h }");
        using var client = Client();
        await using var worker = await ConnectAsync(client);

        await RunAsync(client, "fails");
        await RunAsync(client, "completes");
        await Eventually.AsSoonAsAsync(async () => !await ExistsAsync(client, "completes"));

        (await ExistsAsync(client, "fails")).ShouldBeTrue();
        (await IdsAsync(client)).ShouldBe(["fails"]);
    }

    [Fact]
    public async Task What_falls_due_while_the_sidecar_is_down_goes_when_it_is_back()
    {
        await using (await StartAsync("{ anyTerminal: 720h, completed: 1000h }"))
        {
            using var client = Client();
            await using var worker = await ConnectAsync(client);
            await RunAsync(client, "fails");
            await RunAsync(client, "completes");
        }

        await using (await StartAsync("{ anyTerminal: 720h }"))
        {
            using var client = Client();
            (await IdsAsync(client)).ShouldBe(["completes", "fails"]);
        }

        await using (await StartAsync("{ anyTerminal: 720h }", new LaterClock(TimeSpan.FromHours(721))))
        {
            using var client = Client();
            await Eventually.AsSoonAsAsync(async () => !await ExistsAsync(client, "fails"));
            (await IdsAsync(client)).ShouldBe(["completes"]);
        }
    }

    [Fact]
    public async Task An_id_that_was_used_again_keeps_its_newer_run()
    {
        await using (await StartAsync("{ failed: 720h }"))
        {
            using var client = Client();
            await using var worker = await ConnectAsync(client);
            await RunAsync(client, "fails", "fails");
            await RunAsync(client, "fails", "completes");
            await RunAsync(client, "fails-too");
        }

        await using (await StartAsync("{ failed: 720h }", new LaterClock(TimeSpan.FromHours(721))))
        {
            using var client = Client();
            await Eventually.AsSoonAsAsync(async () => !await ExistsAsync(client, "fails-too"));
            (await IdsAsync(client)).ShouldBe(["fails"]);
        }
    }

    [Theory]
    [InlineData("{ completed: soon }", "spec.workflow.stateRetentionPolicy.completed")]
    [InlineData("{ anyTerminal: 0s }", "spec.workflow.stateRetentionPolicy.anyTerminal")]
    [InlineData("{ finished: 1h }", "spec.workflow.stateRetentionPolicy.finished")]
    public async Task A_policy_that_cannot_be_used_is_refused_at_the_start(string policy, string field)
    {
        var error = await Should.ThrowAsync<Exception>(() => StartAsync(policy));

        error.Message.ShouldContain(field);
        error.Message.ShouldContain("configuration.yaml");
    }

    [Fact]
    public async Task A_policy_is_honoured_without_a_remark()
    {
        await using var sidecars = await StartAsync("{ anyTerminal: 720h }");

        sidecars.Host.Notices.ShouldBeEmpty();
    }

    private Task<RunningSidecars> StartAsync(string policy, TimeProvider? time = null) => RunningSidecars.StartAsync(
        Stores.Sqlite,
        [orders],
        folder,
        time,
        $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Configuration
        metadata: { name: checkout }
        spec:
          workflow:
            stateRetentionPolicy: {{policy}}
        """);

    private GrpcClient Client() => new(new Uri($"http://127.0.0.1:{orders.GrpcPort}"));

    /// <summary>A worker whose workflows end at once: FAILED when they are called so.</summary>
    private static Task<ScriptedWorker> ConnectAsync(GrpcClient client) => new ScriptedWorker(client)
    {
        Turn = turn =>
        {
            var end = ScriptedWorker.Complete(0);
            if (turn.NewEvents.Any(e => e.ExecutionStarted?.Name.StartsWith("fails", StringComparison.Ordinal) is true))
            {
                end.CompleteWorkflow.WorkflowStatus = OrchestrationStatus.Failed;
            }

            return ScriptedWorker.Answer(turn, end);
        },
    }.ConnectAsync();

    private static async Task RunAsync(GrpcClient client, string id, string? name = null) => await client.TaskHubAsync(
        "StartInstance", new CreateInstanceRequest { InstanceId = id, Name = name ?? id }, CreateInstanceResponse.Parser, Patience);

    private static async Task<bool> ExistsAsync(GrpcClient client, string id) =>
        (await client.TaskHubAsync("GetInstance", new GetInstanceRequest { InstanceId = id }, GetInstanceResponse.Parser, Patience)).Exists;

    private static async Task<IReadOnlyList<string>> IdsAsync(GrpcClient client) =>
        (await client.TaskHubAsync("ListInstanceIDs", new ListInstanceIDsRequest(), ListInstanceIDsResponse.Parser, Patience)).InstanceIds;

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}

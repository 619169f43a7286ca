using Checkout.Local.Sidecar;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>The concurrency limits of <c>spec.workflow</c>: how much work is with an app's workers at a time.</summary>
public sealed class ConcurrencyLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SidecarOptions orders = RunningSidecars.App("orders");

    [Theory]
    [InlineData("maxConcurrentActivityInvocations: 2", 6, 2)]
    [InlineData("globalMaxConcurrentActivityInvocations: 3", 6, 3)]
    [InlineData("{ maxConcurrentActivityInvocations: 4, globalMaxConcurrentActivityInvocations: 1 }", 3, 1)]
    [InlineData("activityConcurrencyLimits: [{ name: slow, maxConcurrent: 2 }]", 5, 2)]
    [InlineData("activityConcurrencyLimits: [{ name: other, maxConcurrent: 1 }]", 5, 5)]
    [InlineData("maxConcurrentWorkflowInvocations: 1", 5, 5)]
    public async Task No_more_activities_are_outsidethan_allowed(string limits, int activities, int most)
    {
        await using var sidecars = await StartAsync(limits);
        using var client = Client();
        await using var worker = await new ScriptedWorker(client)
        {
            Turn = turn => turn.NewEvents.Any(e => e.ExecutionStarted is not null)
                ? ScriptedWorker.Answer(turn, [.. Enumerable.Range(0, activities).Select(id => ScriptedWorker.Schedule(id, ("orders", "slow")))])
                : turn.PastEvents.Concat(turn.NewEvents).Count(e => e.TaskCompleted is not null) == activities
                    ? ScriptedWorker.Answer(turn, ScriptedWorker.Complete(activities))
                    : ScriptedWorker.Answer(turn),
        }.ConnectAsync();
        await BeginAsync(client, "one");

        var outside = new Queue<ActivityRequest>();
        for (var answered = 0; answered < activities; answered++)
        {
            while (outside.Count < Math.Min(most, activities - answered))
            {
                if ((await NextAsync(worker)).ActivityRequest is { } activity)
                {
                    outside.Enqueue(activity);
                }
            }

            await GetAsync(client, "one"); // time for one more to come, if it were to
            ActivitiesThere(worker).ShouldBe(0);
            await client.TaskHubAsync("CompleteActivityTask", ScriptedWorker.Result(outside.Dequeue()), CompleteTaskResponse.Parser, Patience);
        }

        var done = await client.TaskHubAsync(
            "WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = "one" }, GetInstanceResponse.Parser, Patience);
        done.WorkflowState.WorkflowStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Theory]
    [InlineData("maxConcurrentWorkflowInvocations: 2", 2)]
    [InlineData("workflowConcurrencyLimits: [{ name: slow, maxConcurrent: 1 }]", 1)]
    [InlineData("maxConcurrentActivityInvocations: 1", 4)]
    public async Task No_more_turns_are_outsidethan_allowed(string limits, int most)
    {
        const int instances = 4;
        await using var sidecars = await StartAsync(limits);
        using var client = Client();
        await using var worker = await new ScriptedWorker(client).ConnectAsync();
        for (var n = 0; n < instances; n++)
        {
            await BeginAsync(client, $"w{n}");
        }

        var outside = new Queue<WorkflowRequest>();
        for (var answered = 0; answered < instances; answered++)
        {
            while (outside.Count < Math.Min(most, instances - answered))
            {
                outside.Enqueue((await NextAsync(worker)).WorkflowRequest);
            }

            await GetAsync(client, "w0");
            worker.Seen.TryPeek(out _).ShouldBeFalse();
            await client.TaskHubAsync(
                "CompleteOrchestratorTask", ScriptedWorker.Answer(outside.Dequeue(), ScriptedWorker.Complete(0)), CompleteTaskResponse.Parser, Patience);
        }
    }

    [Fact]
    public async Task Work_that_a_lost_worker_had_does_not_stay_counted()
    {
        await using var sidecars = await StartAsync("maxConcurrentWorkflowInvocations: 1");
        using var client = Client();
        await using (var lost = await new ScriptedWorker(client).ConnectAsync())
        {
            await BeginAsync(client, "a");
            await BeginAsync(client, "b");
            await NextAsync(lost);
        }

        await using var worker = await new ScriptedWorker(client) { Turn = turn => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0)) }.ConnectAsync();

        foreach (var id in new[] { "a", "b" })
        {
            await client.TaskHubAsync(
                "WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = id }, GetInstanceResponse.Parser, Patience);
        }
    }

    private static int ActivitiesThere(ScriptedWorker worker)
    {
        var found = 0;
        while (worker.Seen.TryRead(out var item))
        {
            found += item.ActivityRequest is null ? 0 : 1;
        }

        return found;
    }

    private static async Task<WorkItem> NextAsync(ScriptedWorker worker)
    {
        using var deadline = new CancellationTokenSource(Patience);
        return await worker.Seen.ReadAsync(deadline.Token);
    }

    // With a start time the call does not wait for the first turn.
    private static Task<CreateInstanceResponse> BeginAsync(GrpcClient client, string id) => client.TaskHubAsync(
        "StartInstance",
        new CreateInstanceRequest
        {
            InstanceId = id, Name = "slow", ScheduledStartTimestamp = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
        },
        CreateInstanceResponse.Parser,
        Patience);

    private static Task<GetInstanceResponse> GetAsync(GrpcClient client, string id) =>
        client.TaskHubAsync("GetInstance", new GetInstanceRequest { InstanceId = id }, GetInstanceResponse.Parser, Patience);

    private Task<RunningSidecars> StartAsync(string limits) => RunningSidecars.StartAsync(
        Stores.InMemory.Replace("version: v1", "version: v1\n  metadata: [{ name: actorStateStore, value: 'true' }]", StringComparison.Ordinal),
        [orders],
        configuration: $"apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {{ name: c }}\nspec:\n  workflow:\n    {limits}\n");

    private GrpcClient Client() => new(new Uri($"http://127.0.0.1:{orders.GrpcPort}"));
}

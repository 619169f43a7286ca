using Dapr.Common.Channels;
using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Client;
using Grpc.Core;

namespace Checkout.Local.Tests.Sdk.Workflow;

/// <summary>Requests of the official SDK's client 1.18.5, byte for byte, and what the client makes of the answers.</summary>
public sealed class ObservedClientBytesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_those_of_the_official_SDK()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);

        (await SentAsync(sidecar, client.GetWorkflowStateAsync("i1", cancellation: Ct))).ShouldBe("GetInstance 0A0269311001");
        (await SentAsync(sidecar, client.GetWorkflowStateAsync("i1", getInputsAndOutputs: false, Ct))).ShouldBe("GetInstance 0A026931");
        (await SentAsync(sidecar, client.RaiseEventAsync("i1", "Ev", new { B = 2 }, Ct)))
            .ShouldBe("RaiseEvent 0A026931120245761A090A077B2262223A327D");
        (await SentAsync(sidecar, client.RaiseEventAsync("i1", "Ev", cancellation: Ct))).ShouldBe("RaiseEvent 0A026931120245761A00");
        (await SentAsync(sidecar, client.TerminateWorkflowAsync("i1", "o", Ct))).ShouldBe("TerminateInstance 0A02693112050A03226F221801");
        (await SentAsync(sidecar, client.SuspendWorkflowAsync("i1", cancellation: Ct))).ShouldBe("SuspendInstance 0A0269311200");
        (await SentAsync(sidecar, client.ResumeWorkflowAsync("i1", "why", Ct))).ShouldBe("ResumeInstance 0A02693112050A03776879");
        (await SentAsync(sidecar, client.PurgeInstanceAsync("i1", Ct))).ShouldBe("PurgeInstances 0A0269311801");
        (await SentAsync(sidecar, client.ListInstanceIdsAsync(pageSize: 10, cancellation: Ct))).ShouldBe("ListInstanceIDs 100A");
        (await SentAsync(sidecar, client.RerunWorkflowFromEventAsync("i1", 3, cancellation: Ct)))
            .ShouldBe("RerunWorkflowFromEvent 0A0269311003");
    }

    [Fact]
    public async Task A_start_without_input_at_a_time_is_that_of_the_official_SDK()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        var start = DateTimeOffset.FromUnixTimeSeconds(CreateInstanceRequest.Parser
            .ParseFrom(Convert.FromHexString("2A060880B1EF8607")).ScheduledStartTimestamp.Seconds);
        var id = Guid.NewGuid().ToString();
        (await SentAsync(sidecar, client.ScheduleNewWorkflowAsync("Seq", id, null, start, Ct)))
            .ShouldBe($"StartInstance 0A24{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(id))}120353657122002A060880B1EF8607");
    }

    [Theory]
    [InlineData(8, WorkflowRuntimeStatus.Stalled)]
    [InlineData(42, WorkflowRuntimeStatus.Unknown)]
    public async Task A_status_keeps_its_number_and_empty_texts_count_as_absent(int status, WorkflowRuntimeStatus expected)
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        sidecar.Answer("GetInstance", new GetInstanceResponse
        {
            Exists = true,
            WorkflowState = new Dapr.DurableTask.Protobuf.WorkflowState
            {
                WorkflowStatus = (OrchestrationStatus)status, Input = string.Empty, Output = string.Empty, CustomStatus = string.Empty,
            },
        });
        var state = await client.GetWorkflowStateAsync("i1", cancellation: Ct);
        state.RuntimeStatus.ShouldBe(expected);
        (state.ReadInputAs<int?>(), state.ReadOutputAs<int?>(), state.ReadCustomStatusAs<int?>()).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task A_purge_says_whether_anything_was_deleted()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        sidecar.Answer("PurgeInstances", new PurgeInstancesResponse { DeletedInstanceCount = 2 });
        (await client.PurgeInstanceAsync("i1", Ct)).ShouldBeTrue();
        sidecar.Answer("PurgeInstances", new PurgeInstancesResponse());
        (await client.PurgeInstanceAsync("i1", Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_does_not_exist_is_a_state_not_an_error()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        (await client.GetWorkflowStateAsync("i1", cancellation: Ct)).Exists.ShouldBeFalse();
        sidecar.Fail("GetInstance", StatusCode.NotFound);
        (await client.GetWorkflowStateAsync("i1", cancellation: Ct)).Exists.ShouldBeFalse();
        await Should.ThrowAsync<InvalidOperationException>(() => client.WaitForWorkflowStartAsync("i1", cancellation: Ct));
        sidecar.Fail("RaiseEvent", StatusCode.Unknown, "no such instance exists: ä");
        var error = await Should.ThrowAsync<RpcException>(() => client.RaiseEventAsync("i1", "E", cancellation: Ct));
        error.Status.ShouldBe(new Status(StatusCode.Unknown, "no such instance exists: ä"));
    }

    [Fact]
    public async Task A_wait_for_the_end_reads_payloads_with_a_second_call()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        var done = new GetInstanceResponse
        {
            Exists = true,
            WorkflowState = new Dapr.DurableTask.Protobuf.WorkflowState
            {
                InstanceId = "i1",
                Name = "W",
                WorkflowStatus = OrchestrationStatus.Completed,
                Output = "7",
                CustomStatus = string.Empty,
            },
        };
        sidecar.Answer("WaitForInstanceCompletion", done);
        sidecar.Answer("GetInstance", done);
        var state = await client.WaitForWorkflowCompletionAsync("i1", cancellation: Ct);
        (await sidecar.NextAsync()).Hex.ShouldBe("0A026931");
        (await sidecar.NextAsync()).Hex.ShouldBe("0A0269311001");
        state.IsWorkflowCompleted.ShouldBeTrue();
        state.ReadOutputAs<int>().ShouldBe(7);
        state.ReadCustomStatusAs<string>().ShouldBeNull();
        state.RuntimeStatus.ShouldBe(WorkflowRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Only_waits_are_made_again_while_the_sidecar_is_away()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        sidecar.Fail("WaitForInstanceStart", StatusCode.Unavailable);
        sidecar.Fail("PurgeInstances", StatusCode.Unavailable);
        var wait = client.WaitForWorkflowStartAsync("i1", cancellation: Ct);
        await sidecar.NextAsync("WaitForInstanceStart");
        await sidecar.NextAsync("WaitForInstanceStart");
        sidecar.Answer("WaitForInstanceStart", new GetInstanceResponse { Exists = true, WorkflowState = new() { InstanceId = "i1" } });
        (await wait).Exists.ShouldBeTrue();
        (await Should.ThrowAsync<RpcException>(() => client.PurgeInstanceAsync("i1", Ct))).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Cancelling_a_call_is_an_RpcException_and_cancelling_a_wait_is_not()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        var cancelled = new CancellationToken(canceled: true);
        (await Should.ThrowAsync<RpcException>(() => client.PurgeInstanceAsync("i1", cancelled))).StatusCode.ShouldBe(StatusCode.Cancelled);
        await Should.ThrowAsync<OperationCanceledException>(() => client.WaitForWorkflowStartAsync("i1", cancellation: cancelled));
    }

    [Fact]
    public async Task History_shows_number_kind_and_time()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var client = Client(sidecar);
        sidecar.Answer("GetInstanceHistory", new GetInstanceHistoryResponse { Events = { WorkflowRun.Started("W"), Inbox.Raised("E") } });
        (await client.GetInstanceHistoryAsync("i1", Ct)).ShouldBe(
        [
            new WorkflowHistoryEvent(-1, WorkflowHistoryEventType.ExecutionStarted, WorkflowRun.Epoch),
            new WorkflowHistoryEvent(-1, WorkflowHistoryEventType.EventRaised, WorkflowRun.Epoch.AddSeconds(3)),
        ]);
    }

    private static DaprWorkflowClient Client(FakeSidecar sidecar) =>
        new(new SidecarChannel(sidecar.Endpoint, apiToken: null), new JsonDaprSerializer(), ownsChannel: true);

    private static async Task<string> SentAsync(FakeSidecar sidecar, Task call)
    {
        await call;
        var sent = await sidecar.NextAsync();
        return $"{sent.Method} {sent.Hex}";
    }
}

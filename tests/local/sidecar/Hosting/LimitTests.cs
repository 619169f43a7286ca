using System.Net;
using System.Net.Sockets;
using Checkout.Local.Tests.Sidecar.Workflow;
using Dapr.Client.Autogen.Grpc.v1;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Hosting;

public sealed class LimitTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(null, 3, true)]
    [InlineData(null, 5, false)]
    [InlineData(8, 5, true)]
    [InlineData(1, 2, false)]
    public async Task A_gRPC_message_may_be_as_large_as_maxBodySize(int? limit, int size, bool fits)
    {
        var app = RunningSidecars.App("orders");
        app = limit is { } most ? app with { MaxBodyBytes = most * Mebibyte } : app;
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory, [app]);
        var request = new SaveStateRequest { StoreName = "statestore" };
        request.States.Add(new StateItem { Key = "k", Value = ByteString.CopyFrom(new byte[size * Mebibyte]) });

        if (fits)
        {
            await sidecars.Grpc().CallAsync("SaveState", request, Empty.Parser);
        }
        else
        {
            (await sidecars.Grpc().FailAsync("SaveState", request, Empty.Parser)).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        }
    }

    [Theory]
    [InlineData(4, OrchestrationStatus.Stalled)]
    [InlineData(8, OrchestrationStatus.Completed)]
    public async Task A_workflow_may_grow_with_maxBodySize(int limit, OrchestrationStatus end)
    {
        const string actorStore = "version: v1\n  metadata: [{ name: actorStateStore, value: 'true' }]";
        var app = RunningSidecars.App("orders") with { MaxBodyBytes = limit * Mebibyte };
        await using var sidecars = await RunningSidecars.StartAsync(
            Stores.InMemory.Replace("version: v1", actorStore, StringComparison.Ordinal), [app]);
        using var client = new GrpcClient(new Uri($"http://127.0.0.1:{app.GrpcPort}"));
        var payload = new string('x', 3 * Mebibyte);
        await using var worker = await new ScriptedWorker(client)
        {
            Turn = ScriptedWorker.Sequence(("orders", "a"), ("orders", "b")),
            Activity = activity =>
            {
                var result = ScriptedWorker.Result(activity);
                result.Result = payload;
                return result;
            },
        }.ConnectAsync();

        await client.TaskHubAsync("StartInstance", new CreateInstanceRequest { InstanceId = "i", Name = "w" }, CreateInstanceResponse.Parser);

        await Eventually.AsSoonAsAsync(async () =>
        {
            var state = await client.TaskHubAsync("GetInstance", new GetInstanceRequest { InstanceId = "i" }, GetInstanceResponse.Parser);
            return state.WorkflowState.WorkflowStatus == end;
        });
    }

    [Fact]
    public async Task The_header_fields_of_a_request_may_be_as_large_as_readBufferSize()
    {
        var apps = new[] { RunningSidecars.App("orders") with { ReadBufferBytes = 64 * 1024 }, RunningSidecars.App("billing") };
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty, apps);
        var large = ("X-Large", new string('x', 48 * 1024));

        (await sidecars.Http("orders").GetAsync("/v1.0/healthz", large)).ShouldBeEmpty();
        (await sidecars.Http("billing").GetAsync("/v1.0/healthz", large)).Status.ShouldBe(431);
    }

    [Fact]
    public async Task The_sidecar_listens_where_it_is_told()
    {
        var address = IPAddress.Parse("127.0.0.2");
        var app = RunningSidecars.App("orders") with { ListenAddresses = [address] };
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty, [app]);

        using (var there = new TcpClient())
        {
            await there.ConnectAsync(address, app.HttpPort, TestContext.Current.CancellationToken);
        }

        using var elsewhere = new TcpClient();
        await Should.ThrowAsync<SocketException>(
            async () => await elsewhere.ConnectAsync(IPAddress.Loopback, app.HttpPort, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_app_is_sent_no_more_calls_at_a_time_than_it_takes()
    {
        const int calls = 8;
        await using var app = await Callee.StartAsync();
        var gate = new Lock();
        var (inside, most) = (0, 0);
        app.Answer = async context =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++inside);
            }

            await Task.Yield();
            lock (gate)
            {
                inside--;
            }

            await context.Response.CompleteAsync();
        };
        await using var sidecars = await RunningSidecars.StartAsync(
            string.Empty, [RunningSidecars.App("orders", app.Port) with { AppMaxConcurrency = 2 }, RunningSidecars.App("billing")]);

        var answers = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => sidecars.Http("billing").GetAsync("/v1.0/invoke/orders/method/work")));

        answers.ShouldAllBe(answer => answer.Status == 200);
        most.ShouldBeInRange(1, 2);
    }
}

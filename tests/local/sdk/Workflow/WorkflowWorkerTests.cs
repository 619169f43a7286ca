using System.Net;
using System.Net.Sockets;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Tests.Sdk.Workflow;

public sealed class WorkflowWorkerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_items_are_answered_with_their_token()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var host = await StartWorkerAsync(sidecar.Endpoint, new ManualClock());
        (await sidecar.NextAsync()).ShouldSatisfyAllConditions(
            c => c.Method.ShouldBe("GetWorkItems"), c => c.Message.ShouldBeEmpty(), c => c.Headers["te"].ShouldBe("trailers"));

        sidecar.Work.Writer.TryWrite(new WorkItem { CompletionToken = "t1", WorkflowRequest = Start() });
        var turn = WorkflowResponse.Parser.ParseFrom((await sidecar.NextAsync("CompleteOrchestratorTask")).Message);
        turn.CompletionToken.ShouldBe("t1");
        turn.Actions.ShouldHaveSingleItem().ScheduleTask.Name.ShouldBe("Act");

        sidecar.Work.Writer.TryWrite(new WorkItem
        {
            CompletionToken = "t2",
            ActivityRequest = new ActivityRequest { Name = "Act", WorkflowInstance = new WorkflowInstance { InstanceId = "i1" } },
        });
        var activity = ActivityResponse.Parser.ParseFrom((await sidecar.NextAsync("CompleteActivityTask")).Message);
        activity.CompletionToken.ShouldBe("t2");
        activity.Result.ShouldBe("\"done\"");
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_stream_that_ends_is_opened_again_after_five_seconds()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        var clock = new ManualClock();
        using var host = await StartWorkerAsync(sidecar.Endpoint, clock);
        await sidecar.NextAsync("GetWorkItems");
        for (var i = 0; i < 2; i++)
        {
            sidecar.EndStream();
            (await clock.FireNextDelayAsync()).ShouldBe(TimeSpan.FromSeconds(5));
            await sidecar.NextAsync("GetWorkItems");
        }

        sidecar.Work.Writer.TryWrite(new WorkItem { WorkflowRequest = Start() });
        await sidecar.NextAsync("CompleteOrchestratorTask");
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_sidecar_that_comes_late_is_found_and_the_app_starts_without_it()
    {
        var port = FreePort();
        var clock = new ManualClock();
        using var host = await StartWorkerAsync($"http://127.0.0.1:{port}", clock);
        (await clock.FireNextDelayAsync()).ShouldBe(TimeSpan.FromMilliseconds(250));
        await using var sidecar = await FakeSidecar.StartAsync(port);
        var found = sidecar.NextAsync("GetWorkItems");
        while (!found.IsCompleted)
        {
            await Task.WhenAny(found, clock.FireNextDelayAsync());
        }

        await found;
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task An_open_stream_is_kept_alive_by_hellos_every_30_seconds()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        var clock = new ManualClock();
        using var host = await StartWorkerAsync(sidecar.Endpoint, clock);
        var hello = await clock.NextPeriodicAsync();
        hello.Period.ShouldBe(TimeSpan.FromSeconds(30));
        await sidecar.NextAsync("GetWorkItems");
        hello.Fire();
        (await sidecar.NextAsync("Hello")).Message.ShouldBeEmpty();
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task The_container_has_the_client_and_not_its_interface()
    {
        using var host = await StartWorkerAsync("http://127.0.0.1:1", new ManualClock());
        host.Services.GetService<DaprWorkflowClient>().ShouldNotBeNull();
        host.Services.GetService<IDaprWorkflowClient>().ShouldBeNull();
        await host.StopAsync(Ct);
    }

    private static async Task<IHost> StartWorkerAsync(string endpoint, ManualClock clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("DAPR_GRPC_ENDPOINT", endpoint)]);
        builder.Services.AddSingleton(new WorkerClock(clock));
        builder.Services.AddDaprWorkflow(o =>
        {
            o.RegisterWorkflow<object?, string>("W", (context, _) => context.CallActivityAsync<string>("Act"));
            o.RegisterActivity<object?, string>("Act", (_, _) => Task.FromResult("done"));
        });
        var host = builder.Build();
        await host.StartAsync(Ct);
        return host;
    }

    private static WorkflowRequest Start() => new()
    {
        InstanceId = "i1",
        NewEvents =
        {
            new HistoryEvent { EventId = -1, Timestamp = WorkflowRun.At(0), WorkflowStarted = new WorkflowStartedEvent() },
            WorkflowRun.Started("W"),
        },
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

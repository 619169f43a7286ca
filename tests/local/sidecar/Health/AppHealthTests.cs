using Checkout.Local.Sidecar;
using Checkout.Local.Tests.Sidecar.PubSub;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sidecar.Health;

public sealed class AppHealthTests
{
    private const string Subscriptions = """[{ "pubsubname": "pubsub", "topic": "t", "route": "/on-t" }]""";
    private const string Invoke = "/v1.0/invoke/orders/method/work";

    private static readonly AppHealthCheck Check = new()
    {
        Path = "/alive", ProbeInterval = TimeSpan.FromMilliseconds(20), ProbeTimeout = TimeSpan.FromSeconds(2), Threshold = 2,
    };

    [Fact]
    public async Task An_unhealthy_app_is_sent_neither_calls_nor_events_until_it_is_healthy_again()
    {
        var alive = true;
        await using var orders = await Subscriber.StartAsync(Subscriptions, change: app => app with { AppHealthCheck = Check });
        orders.App.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/alive" && !Volatile.Read(ref alive) ? 503 : 200;
            return Task.CompletedTask;
        };
        (await orders.Sidecar.GetAsync(Invoke)).Status.ShouldBe(200);

        Volatile.Write(ref alive, false);
        await UntilAsync(async () => (await orders.Sidecar.GetAsync(Invoke)).Status == 500);
        (await orders.Sidecar.GetAsync(Invoke)).ShouldBeError(500, "ERR_DIRECT_INVOKE");
        var call = new InvokeServiceRequest
        {
            Id = "orders",
            Message = new InvokeRequest { Method = "work", HttpExtension = new HTTPExtension { Verb = HTTPExtension.Types.Verb.Get } },
        };
        (await orders.Sidecars.Grpc().FailAsync("InvokeService", call, InvokeResponse.Parser)).StatusCode.ShouldBe(StatusCode.Internal);
        await orders.PublishAsync("pubsub/t", """{"n":1}""");
        await ProbesAsync(orders.App, 3);
        Events(orders.App).ShouldBeEmpty();

        Volatile.Write(ref alive, true);
        await UntilAsync(() => Task.FromResult(Events(orders.App).Count == 1));
        (await orders.Sidecar.GetAsync(Invoke)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Fewer_failures_than_the_threshold_do_not_make_an_app_unhealthy()
    {
        var failures = 0;
        await using var orders = await Subscriber.StartAsync(Subscriptions, change: app => app with { AppHealthCheck = Check with { Threshold = 3 } });
        orders.App.Answer = context =>
        {
            var fails = context.Request.Path == "/alive" && Interlocked.Increment(ref failures) % 3 != 0;
            context.Response.StatusCode = fails ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };

        await ProbesAsync(orders.App, 9);

        (await orders.Sidecar.GetAsync(Invoke)).Status.ShouldBe(200);
    }

    private static List<Seen> Events(Callee app) => [.. app.Requests.Where(request => request.Target is "/on-t")];

    private static async Task ProbesAsync(Callee app, int count)
    {
        var before = app.Requests.Count(request => request.Target is "/alive");
        await UntilAsync(() => Task.FromResult(app.Requests.Count(request => request.Target is "/alive") >= before + count));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds())
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}

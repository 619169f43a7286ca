using System.Net;
using Checkout.Local.Run;
using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;
using Checkout.Local.Sidecar;

namespace Checkout.Local.Tests.Run.Apps;

public sealed class HealthWaitTests
{
    [Fact]
    public async Task An_app_is_healthy_when_it_and_its_sidecar_answer()
    {
        var server = new Answers(path => path switch
        {
            "41/healthz" => HttpStatusCode.OK,
            "41/readyz" => HttpStatusCode.NotFound,
            "42/v1.0/healthz" => HttpStatusCode.NoContent,
            _ => HttpStatusCode.BadRequest,
        });

        await WaitAsync(server, TimeSpan.FromMinutes(1));

        server.Asked.ShouldBe(["41/healthz", "41/readyz", "42/v1.0/healthz"]);
    }

    [Fact]
    public async Task It_asks_again_until_the_app_is_ready()
    {
        var asked = 0;
        var server = new Answers(path =>
            path is "41/readyz" && Interlocked.Increment(ref asked) < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);

        await WaitAsync(server, TimeSpan.FromMinutes(1));

        asked.ShouldBe(3);
    }

    [Fact]
    public async Task An_app_that_does_not_get_ready_is_named_with_its_last_answer()
    {
        var server = new Answers(path => path is "41/readyz" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);

        var exception = await Should.ThrowAsync<RunException>(() => WaitAsync(server, TimeSpan.FromMilliseconds(200)));

        exception.Code.ShouldBe(ExitCode.NotHealthy);
        exception.Problems.ShouldHaveSingleItem().What
            .ShouldBe("'shop' was not healthy within 0 s: GET http://127.0.0.1:41/readyz answered 503");
    }

    [Fact]
    public async Task A_health_check_that_the_file_asks_for_must_exist()
    {
        var server = new Answers(path => path is "41/alive" ? HttpStatusCode.NotFound : HttpStatusCode.OK);

        var exception = await Should.ThrowAsync<RunException>(() => WaitAsync(server, TimeSpan.FromMilliseconds(200), "/alive"));

        exception.Problems.ShouldHaveSingleItem().What.ShouldEndWith("GET http://127.0.0.1:41/alive answered 404");
    }

    private static async Task WaitAsync(Answers server, TimeSpan limit, string? healthCheckPath = null)
    {
        using var http = new HttpClient(server);
        var app = new Shell(".").App("shop", "true") with
        {
            HealthCheck = healthCheckPath is null ? null : new AppHealthCheck { Path = healthCheckPath },
        };
        var definition = new RunDefinition("dapr.yaml", [app], []);
        await new HealthWait(http, TimeProvider.System).WaitAsync(definition, limit, TestContext.Current.CancellationToken);
    }

    private sealed class Answers(Func<string, HttpStatusCode> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = $"{request.RequestUri?.Port}{request.RequestUri?.AbsolutePath}";
            Asked.Add(path);
            return Task.FromResult(new HttpResponseMessage(answer(path)));
        }
    }
}

using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sidecar.Invocation;

public sealed class ServiceInvocationTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task The_three_ways_to_name_the_target_are_equal()
    {
        await using var pair = await Pair.StartAsync();
        pair.Billing.Answer = context =>
        {
            context.Response.Headers["X-Reply"] = "r1";
            return context.Response.WriteAsync("""{"ok":true}""");
        };

        var answers = new[]
        {
            await pair.Http.PostAsync("/v1.0/invoke/billing/method/charge?x=1&y=a%20b", """{"amount":5}"""),
            await pair.Http.PostAsync("/charge?x=1&y=a%20b", """{"amount":5}""", ("dapr-app-id", "billing")),
            await pair.Http.PostAsync("/charge?x=1&y=a%20b", """{"amount":5}""", ("Authorization", "Basic ZGFwci1hcHAtaWQ6YmlsbGluZw==")),
            await pair.Http.PostAsync("/v1.0/invoke/billing.default/method/charge?x=1&y=a%20b", """{"amount":5}"""),
        };

        foreach (var (answer, seen) in answers.Zip(pair.Billing.Requests))
        {
            answer.Status.ShouldBe(200);
            answer.Body.ShouldBe("""{"ok":true}""");
            answer.Headers["X-Reply"].ShouldBe("r1");
            answer.Headers.ShouldContainKey("Traceparent");
            (seen.Method, seen.Target, seen.Text).ShouldBe(("POST", "/charge?x=1&y=a%20b", """{"amount":5}"""));
            seen.Headers["Dapr-Caller-App-Id"].ShouldBe("orders");
            seen.Headers["Dapr-Callee-App-Id"].ShouldBe("billing");
            seen.Headers["Dapr-Caller-Namespace"].ShouldBe("default");
            seen.Headers["Forwarded"].ShouldStartWith("for=");
            seen.Headers.ShouldContainKey("X-Forwarded-For");
            seen.Headers.ShouldContainKey("X-Forwarded-Host");
            seen.Headers.ShouldNotContainKey("dapr-app-id");
        }

        pair.Billing.Requests.Count.ShouldBe(4);
        pair.Billing.Requests[2].Headers["Authorization"].ShouldBe("Basic ZGFwci1hcHAtaWQ6YmlsbGluZw==");
    }

    [Fact]
    public async Task The_header_wins_over_the_path_which_becomes_the_method()
    {
        await using var pair = await Pair.StartAsync();
        (await pair.Http.PostAsync("/v1.0/invoke/billing/method/charge", "{}", ("dapr-app-id", "orders"))).Status.ShouldBe(200);
        pair.Billing.Requests.ShouldBeEmpty();
        var seen = pair.Orders.Requests.ShouldHaveSingleItem();
        seen.Target.ShouldBe("/v1.0/invoke/billing/method/charge");
        seen.Headers.ShouldNotContainKey("Dapr-Caller-App-Id");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Every_verb_passes(string verb)
    {
        await using var pair = await Pair.StartAsync();
        (await pair.Http.SendAsync(verb, "/v1.0/invoke/billing/method/charge", null)).Status.ShouldBe(200);
        pair.Billing.Requests.ShouldHaveSingleItem().Method.ShouldBe(verb);
    }

    [Theory]
    [InlineData("deep/path/x", "/deep/path/x")]
    [InlineData("deep%2Fpath/%C3%BC?q=%C3%BC", "/deep/path/%C3%BC?q=%C3%BC")]
    [InlineData("/charge", "/charge")]
    [InlineData("", "/")]
    public async Task The_path_is_decoded_and_encoded_once(string sent, string seen)
    {
        await using var pair = await Pair.StartAsync();
        (await pair.Http.GetAsync($"/v1.0/invoke/billing/method/{sent}")).Status.ShouldBe(200);
        pair.Billing.Requests.ShouldHaveSingleItem().Target.ShouldBe(seen);
    }

    [Fact]
    public async Task Headers_pass_but_for_the_sidecars_own_and_the_connections()
    {
        await using var pair = await Pair.StartAsync();
        await pair.Http.GetAsync(
            "/v1.0/invoke/billing/method/echo",
            ("Connection", "X-Drop"), ("X-Drop", "1"), ("TE", "trailers"), ("X-Keep", "1"), ("Cookie", "c=1"), ("Authorization", "Bearer abc"),
            ("dapr-api-token", "t"), ("dapr-caller-app-id", "evil"), ("dapr-callee-app-id", "evil"), ("X-Forwarded-For", "1.2.3.4"));

        var seen = pair.Billing.Requests.ShouldHaveSingleItem().Headers;
        seen["X-Keep"].ShouldBe("1");
        seen["Cookie"].ShouldBe("c=1");
        seen["Authorization"].ShouldBe("Bearer abc");
        seen["Dapr-Caller-App-Id"].ShouldBe("evil"); // as daprd: it proves nothing
        seen["Dapr-Callee-App-Id"].ShouldBe("billing");
        seen["X-Forwarded-For"].ShouldBe("127.0.0.1");
        foreach (var dropped in new[] { "X-Drop", "TE", "Keep-Alive", "dapr-api-token" })
        {
            seen.ShouldNotContainKey(dropped);
        }
    }

    [Fact]
    public async Task A_trace_goes_on_in_a_new_span()
    {
        await using var pair = await Pair.StartAsync();
        var answer = await pair.Http.GetAsync(
            "/v1.0/invoke/billing/method/echo",
            ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"), ("tracestate", "k=v"), ("baggage", "user=1"));

        var seen = pair.Billing.Requests.ShouldHaveSingleItem().Headers;
        seen["Traceparent"].ShouldStartWith($"00-{Trace}-");
        seen["Traceparent"].ShouldNotContain("00f067aa0ba902b7");
        seen["Tracestate"].ShouldBe("k=v");
        seen["Baggage"].ShouldBe("user=1");
        answer.Headers["Traceparent"].ShouldStartWith($"00-{Trace}-");
        answer.Headers["Traceparent"].ShouldNotContain(seen["Traceparent"]);
        answer.Headers["Tracestate"].ShouldBe("k=v");
        answer.Headers["Baggage"].ShouldBe("user=1");
    }

    [Theory]
    [InlineData(200, null, "back", "text/plain; charset=utf-8")]
    [InlineData(201, "application/json", """{"id":1}""", "application/json")]
    [InlineData(302, null, "moved", "text/plain; charset=utf-8")]
    [InlineData(401, null, "who", "application/json")]
    [InlineData(404, "application/problem+json", """{"title":"nope"}""", "application/problem+json")]
    [InlineData(429, null, "slow", "application/json")]
    [InlineData(500, null, "boom", "application/json")]
    [InlineData(503, null, "", "application/json")]
    public async Task Status_body_and_headers_of_the_callee_pass(int status, string? contentType, string body, string expectedContentType)
    {
        await using var pair = await Pair.StartAsync();
        pair.Billing.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            context.Response.Headers.Location = "http://example.invalid/x";
            return context.Response.WriteAsync(body);
        };

        var answer = await pair.Http.PostAsync("/v1.0/invoke/billing/method/s", """{"q":1}""");
        answer.Status.ShouldBe(status);
        answer.Body.ShouldBe(body);
        answer.ContentType.ShouldBe(expectedContentType);
        answer.Headers["Location"].ShouldBe("http://example.invalid/x");
        pair.Billing.Requests.Count.ShouldBe(1); // neither retried nor redirected
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task An_answer_without_body_stays_one(int status)
    {
        await using var pair = await Pair.StartAsync();
        pair.Billing.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        var answer = await pair.Http.PostAsync("/v1.0/invoke/billing/method/s", "{}");
        answer.ShouldBeEmpty(status);
        answer.ContentType.ShouldBeNull();
    }

    [Fact]
    public async Task Bytes_pass_unchanged_in_both_directions()
    {
        await using var pair = await Pair.StartAsync();
        pair.Billing.Answer = context => context.Response.Body.WriteAsync(new byte[] { 7, 0, 255 }).AsTask();
        using var content = new ByteArrayContent([0, 1, 2]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

        var answer = await pair.Http.SendContentAsync("POST", "/v1.0/invoke/billing/method/echo", content);
        answer.ContentType.ShouldBe("application/octet-stream");
        pair.Billing.Requests.ShouldHaveSingleItem().Body.ShouldBe([0, 1, 2]);
    }

    [Theory]
    [InlineData("/v1.0/invoke/nobody/method/x", 500)]
    [InlineData("/v1.0/invoke/lonely/method/x", 500)]
    [InlineData("/v1.0/invoke//method/x", 404)]
    [InlineData("/v1.0/invoke/billing", 404)]
    [InlineData("/x", 404)]
    [InlineData("/", 404)]
    public async Task A_call_that_reaches_nobody_says_so(string path, int status)
    {
        await using var pair = await Pair.StartAsync();
        (await pair.Http.GetAsync(path)).ShouldBeError(status, "ERR_DIRECT_INVOKE");
    }

    [Fact]
    public async Task An_app_process_that_is_down_fails_at_once_and_works_again_when_it_is_back()
    {
        await using var pair = await Pair.StartAsync();
        await pair.Billing.DisposeAsync();
        (await pair.Http.PostAsync("/v1.0/invoke/billing/method/x", "{}")).ShouldBeError(500, "ERR_DIRECT_INVOKE");

        await using var back = await Callee.StartAsync(pair.Billing.Port);
        (await pair.Http.GetAsync("/v1.0/invoke/billing/method/x")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_sidecar_that_was_shut_down_is_no_longer_known()
    {
        await using var pair = await Pair.StartAsync();
        (await pair.Sidecars.Http("billing").PostAsync("/v1.0/shutdown", "{}")).ShouldBeEmpty();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await pair.Http.GetAsync("/v1.0/invoke/billing/method/x")).Status == 200)
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }

        (await pair.Http.GetAsync("/v1.0/invoke/billing/method/x")).ShouldBeError(500, "ERR_DIRECT_INVOKE");
    }
}

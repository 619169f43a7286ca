using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Tests.Sidecar.Resiliency;

public sealed class RetryTests
{
    private const string Twice = """
        spec:
          policies:
            retries:
              twice: { policy: constant, duration: 5ms, maxRetries: 2 }
              unavailable: { policy: exponential, maxInterval: 5ms, maxRetries: 3, matching: { httpStatusCodes: "429,502-504" } }
          targets:
            apps:
              billing: { retry: twice }
              psp: { retry: unavailable }
        """;

    [Fact]
    public async Task A_failed_call_is_made_again_with_the_same_body()
    {
        await using var pair = await GuardedPair.StartAsync(Twice);
        pair.Will(500, 503);
        var answer = await pair.CallAsync(body: """{"amount":1}""");
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe("answer 3");
        pair.Billing.Requests.Select(request => request.Text).ShouldBe(Enumerable.Repeat("""{"amount":1}""", 3));
    }

    [Fact]
    public async Task After_the_last_retry_the_last_answer_comes_back_as_it_is()
    {
        await using var pair = await GuardedPair.StartAsync(Twice);
        pair.Will(500, 500, 402, 200);
        var answer = await pair.CallAsync();
        answer.Status.ShouldBe(402);
        answer.Body.ShouldBe("answer 3");
        pair.Billing.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(302)]
    public async Task A_status_up_to_399_is_no_failure(int status)
    {
        await using var pair = await GuardedPair.StartAsync(Twice);
        pair.Billing.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        (await pair.CallAsync()).Status.ShouldBe(status);
        pair.Billing.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(402, 1)]
    [InlineData(500, 1)]
    [InlineData(429, 2)]
    [InlineData(503, 2)]
    public async Task Matching_narrows_what_is_tried_again_for_an_endpoint(int status, int requests)
    {
        await using var pair = await GuardedPair.StartAsync(Twice, resources: billing =>
            $"kind: HTTPEndpoint\nmetadata: {{ name: psp }}\nspec: {{ baseUrl: 'http://127.0.0.1:{billing.Port}' }}\n");
        pair.Will(status);
        (await pair.CallAsync("psp", body: "{}")).Status.ShouldBe(requests == 1 ? status : 200);
        pair.Billing.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_sent_once()
    {
        await using var pair = await GuardedPair.StartAsync(Twice);
        pair.Will(500);
        using var content = new StreamContent(new UnknownLength("chunks"u8.ToArray()));
        var answer = await pair.Sidecars.Http("orders").SendContentAsync("POST", "/v1.0/invoke/billing/method/charge", content);
        answer.Status.ShouldBe(500);
        pair.Billing.Requests.ShouldHaveSingleItem().Text.ShouldBe("chunks");
    }

    [Fact]
    public async Task An_app_that_does_not_answer_is_called_again_then_given_up()
    {
        await using var pair = await GuardedPair.StartAsync(Twice);
        await pair.Billing.DisposeAsync();
        (await pair.CallAsync()).ShouldBeError(500, "ERR_DIRECT_INVOKE");
    }

    [Fact]
    public async Task A_call_over_grpc_is_made_again()
    {
        await using var pair = await GuardedPair.StartAsync(Twice);
        pair.Will(500, 500);
        var answer = await pair.Sidecars.Grpc("orders").CallAsync("InvokeService", new InvokeServiceRequest
        {
            Id = "billing",
            Message = new InvokeRequest
            {
                Method = "charge",
                HttpExtension = new HTTPExtension { Verb = HTTPExtension.Types.Verb.Post },
                Data = new Any { Value = ByteString.CopyFromUtf8("{}") },
            },
        }, InvokeResponse.Parser);
        answer.Data.Value.ToStringUtf8().ShouldBe("answer 3");
        pair.Billing.Requests.Select(request => request.Text).ShouldBe(["{}", "{}", "{}"]);
    }

    [Fact]
    public async Task A_target_without_a_policy_gets_the_default_one()
    {
        await using var pair = await GuardedPair.StartAsync(
            "spec: { policies: { retries: { DefaultAppRetryPolicy: { duration: 1ms, maxRetries: 1 } } } }");
        pair.Will(500);
        (await pair.CallAsync()).Status.ShouldBe(200);
        pair.Billing.Requests.Count.ShouldBe(2);
    }

    private sealed class UnknownLength(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}

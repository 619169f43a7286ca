using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sidecar.Invocation;

public sealed class GrpcInvocationTests
{
    [Fact]
    public async Task A_call_reaches_the_http_app_and_its_answer_comes_back()
    {
        await using var pair = await Pair.StartAsync();
        pair.Billing.Answer = context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers["X-Reply"] = "1";
            return context.Response.WriteAsync("""{"ok":true}""");
        };
        var call = Call("billing");
        var answer = await pair.Sidecars.Grpc().CallAsync("InvokeService", call, InvokeResponse.Parser);
        answer.Data.Value.ToStringUtf8().ShouldBe("""{"ok":true}""");
        answer.ContentType.ShouldBe("application/json");

        var seen = pair.Billing.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Target, seen.Text).ShouldBe(("POST", "/charge?x=1", """{"a":1}"""));
        seen.Headers["Content-Type"].ShouldBe("application/json");
        seen.Headers["Dapr-Caller-App-Id"].ShouldBe("orders");

        using var response = await pair.Sidecars.Grpc().SendAsync("InvokeService", call);
        response.Headers.GetValues("dapr-http-status").ShouldBe(["200"]);
        response.Headers.GetValues("dapr-content-type").ShouldBe(["application/json"]);
        response.Headers.GetValues("x-reply").ShouldBe(["1"]);
    }

    [Theory]
    [InlineData(302, StatusCode.Unknown, "Found")]
    [InlineData(400, StatusCode.Internal, "Bad Request")]
    [InlineData(401, StatusCode.Unauthenticated, "Unauthorized")]
    [InlineData(403, StatusCode.PermissionDenied, "Forbidden")]
    [InlineData(404, StatusCode.NotFound, "Not Found")]
    [InlineData(409, StatusCode.AlreadyExists, "Conflict")]
    [InlineData(429, StatusCode.ResourceExhausted, "Too Many Requests")]
    [InlineData(500, StatusCode.Unknown, "Internal Server Error")]
    [InlineData(503, StatusCode.Unavailable, "Service Unavailable")]
    public async Task A_status_other_than_2xx_becomes_a_grpc_error(int status, StatusCode code, string message)
    {
        await using var pair = await Pair.StartAsync();
        pair.Billing.Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"title":"t"}""");
        };
        var error = await pair.Sidecars.Grpc().FailAsync("InvokeService", Call("billing"), InvokeResponse.Parser);
        error.StatusCode.ShouldBe(code);
        error.Status.Detail.ShouldBe(message);
    }

    [Fact]
    public async Task An_unknown_app_and_an_incomplete_call_are_internal()
    {
        await using var pair = await Pair.StartAsync();
        foreach (var call in new[] { Call("nobody"), new InvokeServiceRequest { Id = "billing" }, new InvokeServiceRequest { Id = "billing", Message = new() { Method = "x" } } })
        {
            (await pair.Sidecars.Grpc().FailAsync("InvokeService", call, InvokeResponse.Parser)).StatusCode.ShouldBe(StatusCode.Internal);
        }
    }

    private static InvokeServiceRequest Call(string id) => new()
    {
        Id = id,
        Message = new InvokeRequest
        {
            Method = "charge",
            ContentType = "application/json",
            Data = new Any { Value = ByteString.CopyFromUtf8("""{"a":1}""") },
            HttpExtension = new HTTPExtension { Verb = HTTPExtension.Types.Verb.Post, Querystring = "x=1" },
        },
    };
}

using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sdk.Client;

/// <summary>The obsolete ways to call an app, which still work.</summary>
[Obsolete("They test what is obsolete.")]
public sealed class InvokeMethodTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_method_is_called_with_JSON_and_its_answer_is_read()
    {
        await using var server = await Sidecar.Callee.StartAsync();
        server.Answer = context => context.Response.WriteAsJsonAsync(new Price(6));
        using var client = Client(server);

        (await client.InvokeMethodAsync<Price, Price>("shop", "price", new Price(5), Ct)).ShouldBe(new Price(6));
        (await client.InvokeMethodAsync<Price>(HttpMethod.Get, "shop", "price", Ct)).ShouldBe(new Price(6));
        await client.InvokeMethodAsync(HttpMethod.Delete, "shop", "price", Ct);

        server.Requests.Select(request => $"{request.Method} {request.Target} {request.Text}").ShouldBe(
        [
            """POST /v1.0/invoke/shop/method/price {"minorUnits":5}""", "GET /v1.0/invoke/shop/method/price ", "DELETE /v1.0/invoke/shop/method/price ",
        ]);
    }

    [Fact]
    public async Task An_answer_that_is_no_success_is_an_exception_with_the_answer()
    {
        await using var server = await Sidecar.Callee.StartAsync();
        server.Answer = context =>
        {
            context.Response.StatusCode = 402;
            return Task.CompletedTask;
        };
        using var client = Client(server);

        var error = await Should.ThrowAsync<InvocationException>(() => client.InvokeMethodAsync("shop", "price", Ct));
        (error.AppId, error.MethodName, (int?)error.Response?.StatusCode).ShouldBe(("shop", "price", 402));
        using var request = client.CreateInvokeMethodRequest("shop", "price");
        using var response = await client.InvokeMethodWithResponseAsync(request, Ct);
        ((int)response.StatusCode).ShouldBe(402);
    }

    [Fact]
    public async Task An_answer_that_does_not_parse_is_an_exception()
    {
        await using var server = await Sidecar.Callee.StartAsync();
        server.Answer = context => context.Response.WriteAsync("no JSON");
        using var client = Client(server);

        (await Should.ThrowAsync<InvocationException>(() => client.InvokeMethodAsync<Price>("shop", "price", Ct))).Response.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_gRPC_method_takes_and_gives_messages()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();
        sidecar.Answer("InvokeService", new InvokeResponse { Data = Any.Pack(new StringValue { Value = "pong" }) });

        (await client.InvokeMethodGrpcAsync<StringValue, StringValue>("shop", "Ping", new StringValue { Value = "ping" }, Ct)).Value.ShouldBe("pong");

        var request = InvokeServiceRequest.Parser.ParseFrom((await sidecar.NextAsync("InvokeService")).Message);
        (request.Id, request.Message.Method, request.Message.ContentType).ShouldBe(("shop", "Ping", "application/grpc"));
        request.Message.Data.Unpack<StringValue>().Value.ShouldBe("ping");

        sidecar.Fail("InvokeService", StatusCode.NotFound);
        var error = await Should.ThrowAsync<InvocationException>(() => client.InvokeMethodGrpcAsync("shop", "Ping", Ct));
        error.InnerException.ShouldBeOfType<RpcException>().StatusCode.ShouldBe(StatusCode.NotFound);
    }

    private static DaprClient Client(Sidecar.Callee server) => new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{server.Port}").Build();

    private sealed record Price(long MinorUnits);
}

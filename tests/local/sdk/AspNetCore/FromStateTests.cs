using Dapr;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Tests.Sdk.AspNetCore;

public sealed class FromStateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/values/k1", "7")]
    [InlineData("/entries/k1", "7 e1 k1")]
    public async Task A_controller_is_given_what_the_state_store_holds(string path, string expected)
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        sidecar.Answer("GetState", new GetStateResponse { Data = ByteString.CopyFromUtf8("7"), Etag = "e1" });
        await using var app = await StartAsync(sidecar);
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri(app.Urls.First() + path), Ct)).ShouldBe(expected);

        var request = GetStateRequest.Parser.ParseFrom((await sidecar.NextAsync("GetState")).Message);
        (request.StoreName, request.Key).ShouldBe(("statestore", "k1"));
    }

    [Fact]
    public async Task A_key_that_does_not_exist_is_the_default()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        sidecar.Answer("GetState", new GetStateResponse());
        await using var app = await StartAsync(sidecar);
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri(app.Urls.First() + "/values/k1"), Ct)).ShouldBe("nothing");
    }

    private static async Task<WebApplication> StartAsync(FakeSidecar sidecar)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddControllers().AddApplicationPart(typeof(CountersController).Assembly)
            .AddDapr(dapr => dapr.UseGrpcEndpoint(sidecar.Endpoint));
        var app = builder.Build();
        app.MapControllers();
        await app.StartAsync(Ct);
        return app;
    }
}

/// <summary>Shows what it is given.</summary>
[ApiController]
public sealed class CountersController : ControllerBase
{
    [HttpGet("/values/{counter}")]
    public ContentResult Value([FromState("statestore")] int? counter) => Content(counter?.ToString() ?? "nothing");

    [HttpGet("/entries/{id}")]
    public ContentResult Entry([FromState("statestore", "id")] StateEntry<int> counter) =>
        Content(counter is null ? "nothing" : $"{counter.Value} {counter.ETag} {counter.Key}");
}

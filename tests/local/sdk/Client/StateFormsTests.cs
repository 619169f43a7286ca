using System.Text;
using Dapr;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Tests.Sdk.Client;

/// <summary>Bytes, bulk and queries of <see cref="DaprClient"/>'s state.</summary>
public sealed class StateFormsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_are_written_and_read_as_they_are()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();
        byte[] bytes = [0, 1, 255];

        await client.SaveByteStateAsync("statestore", "k", bytes, cancellationToken: Ct);
        SaveStateRequest.Parser.ParseFrom((await sidecar.NextAsync("SaveState")).Message).States[0].Value.ToByteArray().ShouldBe(bytes);

        sidecar.Answer("GetState", new GetStateResponse { Data = ByteString.CopyFrom(bytes), Etag = "e1" });
        (await client.GetByteStateAsync("statestore", "k", cancellationToken: Ct)).ToArray().ShouldBe(bytes);
        var (value, etag) = await client.GetByteStateAndETagAsync("statestore", "k", cancellationToken: Ct);
        value.ToArray().ShouldBe(bytes);
        etag.ShouldBe("e1");

        sidecar.Fail("SaveState", StatusCode.Aborted);
        (await client.TrySaveByteStateAsync("statestore", "k", bytes, "e1", cancellationToken: Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_bulk_deletion_names_each_key_with_its_version()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();

        await client.DeleteBulkStateAsync("statestore", [new BulkDeleteStateItem("a", "e1"), new BulkDeleteStateItem("b", null!)], Ct);

        var request = DeleteBulkStateRequest.Parser.ParseFrom((await sidecar.NextAsync("DeleteBulkState")).Message);
        request.States.Select(item => $"{item.Key} {item.Etag?.Value}").ShouldBe(["a e1", "b "]);
    }

    [Fact]
    public async Task A_query_gives_what_was_found_and_names_what_could_not_be_read()
    {
        await using var server = await Sidecar.Callee.StartAsync();
        var answer = """{"results":[{"key":"a","data":{"total":5},"etag":"e1"}],"token":"next"}""";
        server.Answer = context => context.Response.WriteAsync(answer);
        using var client = new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{server.Port}").UseDaprApiToken("secret").Build();

        var found = await client.QueryStateAsync<Order>(
            "statestore", """{"filter":{}}""", new Dictionary<string, string>(StringComparer.Ordinal) { ["contentType"] = "a b" }, Ct);

        found.Token.ShouldBe("next");
        var item = found.Results.ShouldHaveSingleItem();
        (item.Key, item.Data, item.ETag).ShouldBe(("a", new Order(5), "e1"));
        var request = server.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe("/v1.0-alpha1/state/statestore/query?metadata.contentType=a%20b");
        request.Headers["dapr-api-token"].ShouldBe("secret");
        Encoding.UTF8.GetString(request.Body).ShouldBe("""{"filter":{}}""");

        answer = """{"results":[{"key":"a","data":{"total":5}},{"key":"b","error":"gone"}]}""";
        var error = await Should.ThrowAsync<StateQueryException<Order>>(() => client.QueryStateAsync<Order>("statestore", "{}", cancellationToken: Ct));
        error.FailedKeys.ShouldBe(["b"]);
        error.Response.Results.ShouldHaveSingleItem().Key.ShouldBe("a");

        server.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await Should.ThrowAsync<DaprException>(() => client.QueryStateAsync<Order>("statestore", "{}", cancellationToken: Ct));
    }

    private sealed record Order(int Total);
}

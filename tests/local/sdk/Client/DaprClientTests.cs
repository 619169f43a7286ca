using Dapr;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using StateOptions = Dapr.Client.StateOptions;

namespace Checkout.Local.Tests.Sdk.Client;

public sealed class DaprClientTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_read_with_its_version_and_an_absent_one_is_the_default()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        sidecar.Answer("GetState", new GetStateResponse { Data = ByteString.CopyFromUtf8("""{"minorUnits":5}"""), Etag = "e1" });
        (await client.GetStateAndETagAsync<Price>("statestore", "k", cancellationToken: Ct)).ShouldBe((new Price(5), "e1"));
        sidecar.Answer("GetState", new GetStateResponse());
        (await client.GetStateAsync<Price?>("statestore", "k", cancellationToken: Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_write_carries_value_version_options_and_metadata()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        var options = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["ttlInSeconds"] = "60" };
        (await client.TrySaveStateAsync("statestore", "k", new Price(5), "e1", options, metadata, Ct)).ShouldBeTrue();

        var item = SaveStateRequest.Parser.ParseFrom((await sidecar.NextAsync("SaveState")).Message).States.ShouldHaveSingleItem();
        item.Value.ToStringUtf8().ShouldBe("""{"minorUnits":5}""");
        item.Etag.Value.ShouldBe("e1");
        item.Metadata["ttlInSeconds"].ShouldBe("60");
        item.Options.ToString().ShouldBe("""{ "concurrency": "CONCURRENCY_FIRST_WRITE", "consistency": "CONSISTENCY_STRONG" }""");
    }

    [Fact]
    public async Task A_version_that_has_changed_is_false_for_the_Try_forms_and_an_error_for_the_others()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        sidecar.Fail("SaveState", StatusCode.Aborted);
        sidecar.Fail("DeleteState", StatusCode.Aborted);
        (await client.TrySaveStateAsync("statestore", "k", 1, "e1", cancellationToken: Ct)).ShouldBeFalse();
        (await client.TryDeleteStateAsync("statestore", "k", "e1", cancellationToken: Ct)).ShouldBeFalse();
        await Should.ThrowAsync<DaprException>(() => client.SaveStateAsync("statestore", "k", 1, cancellationToken: Ct));
        await Should.ThrowAsync<DaprException>(() => client.DeleteStateAsync("statestore", "k", cancellationToken: Ct));
    }

    [Fact]
    public async Task Other_failures_are_a_DaprException_around_the_status()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        sidecar.Fail("SaveState", StatusCode.InvalidArgument, "state store x is not found");
        var error = await Should.ThrowAsync<DaprException>(() => client.TrySaveStateAsync("x", "k", 1, "e1", cancellationToken: Ct));
        error.Message.ShouldBe("State operation failed: the Dapr endpoint indicated a failure. See InnerException for details.");
        error.InnerException.ShouldBeOfType<RpcException>().Status.Detail.ShouldBe("state store x is not found");
    }

    [Fact]
    public async Task A_sidecar_that_is_away_is_a_DaprException_and_a_call_given_up_is_cancelled()
    {
        var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        await Should.ThrowAsync<OperationCanceledException>(
            () => client.GetStateAsync<int>("statestore", "k", cancellationToken: new CancellationToken(canceled: true)));
        await sidecar.DisposeAsync();
        var error = await Should.ThrowAsync<DaprException>(() => client.GetStateAsync<int>("statestore", "k", cancellationToken: Ct));
        error.InnerException.ShouldBeOfType<RpcException>().StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_transaction_names_its_operations_as_Dapr_does()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        await client.ExecuteStateTransactionAsync(
            "statestore",
            [
                new StateTransactionRequest("a", "1"u8.ToArray(), StateOperationType.Upsert, etag: "e1"),
                new StateTransactionRequest("b", value: null, StateOperationType.Delete),
            ],
            cancellationToken: Ct);
        var request = ExecuteStateTransactionRequest.Parser.ParseFrom((await sidecar.NextAsync()).Message);
        request.Operations.Select(o => $"{o.OperationType} {o.Request.Key} {o.Request.Etag?.Value}").ShouldBe(["upsert a e1", "delete b "]);
    }

    [Fact]
    public async Task Events_are_published_as_JSON_and_secrets_are_read_by_name()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        await client.PublishEventAsync("pubsub", "orders", new Price(5), Ct);
        var published = PublishEventRequest.Parser.ParseFrom((await sidecar.NextAsync()).Message);
        published.DataContentType.ShouldBe("application/json");
        published.Data.ToStringUtf8().ShouldBe("""{"minorUnits":5}""");

        sidecar.Answer("GetSecret", new GetSecretResponse { Data = { ["key"] = "value" } });
        (await client.GetSecretAsync("secretstore", "key", cancellationToken: Ct))["key"].ShouldBe("value");
    }

    [Fact]
    public async Task The_token_goes_with_every_call_and_a_blank_one_does_not()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        foreach (var (token, expected) in new[] { ("secret", (string?)"secret"), (" ", null) })
        {
            using var client = new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).UseDaprApiToken(token).Build();
            await client.SetMetadataAsync("a", "b", Ct);
            var headers = (await sidecar.NextAsync()).Headers;
            headers.GetValueOrDefault("dapr-api-token").ShouldBe(expected);
            headers["user-agent"].ShouldStartWith("dapr-sdk-dotnet/v1.18.5");
        }
    }

    [Fact]
    public async Task The_ambient_trace_goes_with_a_call_in_both_forms()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        using var client = Client(sidecar);
        using var span = new System.Diagnostics.Activity("test").Start();
        await client.SetMetadataAsync("a", "b", Ct);
        var headers = (await sidecar.NextAsync()).Headers;
        headers["traceparent"].ShouldBe(span.Id);
        Convert.ToHexStringLower(Convert.FromBase64String(headers["grpc-trace-bin"] + "="))
            .ShouldBe($"0000{span.TraceId}01{span.SpanId}02{(int)span.ActivityTraceFlags:x2}");
    }

    private static DaprClient Client(FakeSidecar sidecar) => new DaprClientBuilder().UseGrpcEndpoint(sidecar.Endpoint).Build();

    private sealed record Price(long MinorUnits);
}

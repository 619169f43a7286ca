using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.State;

public sealed class StateOverGrpcTests
{
    private const string Store = "statestore";

    [Fact]
    public async Task Bytes_are_kept_as_they_are()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        (await GetAsync(sidecars, "g1")).ShouldBe(new GetStateResponse());
        await SaveAsync(sidecars, new StateItem { Key = "g1", Value = ByteString.CopyFromUtf8("not json") });
        var found = await GetAsync(sidecars, "g1");
        found.Data.ToStringUtf8().ShouldBe("not json");
        found.Etag.ShouldNotBeEmpty();

        await sidecars.Grpc().CallAsync("DeleteState", new DeleteStateRequest { StoreName = Store, Key = "g1" }, Empty.Parser);
        (await GetAsync(sidecars, "g1")).ShouldBe(new GetStateResponse());
    }

    [Fact]
    public async Task A_stale_etag_aborts()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        await SaveAsync(sidecars, Item("ge", "1"));
        var etag = (await GetAsync(sidecars, "ge")).Etag;
        await SaveAsync(sidecars, Item("ge", "2", etag));

        (await FailSaveAsync(sidecars, Item("ge", "3", etag))).StatusCode.ShouldBe(StatusCode.Aborted);
        (await FailSaveAsync(sidecars, Item("absent", "3", etag))).StatusCode.ShouldBe(StatusCode.Aborted);
        var delete = new DeleteStateRequest { StoreName = Store, Key = "ge", Etag = new Etag { Value = etag } };
        (await sidecars.Grpc().FailAsync("DeleteState", delete, Empty.Parser)).StatusCode.ShouldBe(StatusCode.Aborted);
        (await GetAsync(sidecars, "ge")).Data.ToStringUtf8().ShouldBe("2");
    }

    [Fact]
    public async Task A_transaction_with_a_stale_etag_is_internal_and_changes_nothing()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        await SaveAsync(sidecars, Item("a", "1"));
        var request = new ExecuteStateTransactionRequest
        {
            StoreName = Store,
            Operations =
            {
                new TransactionalStateOperation { OperationType = "upsert", Request = Item("b", "1") },
                new TransactionalStateOperation { OperationType = "delete", Request = Item("a", string.Empty, "stale") },
            },
        };
        (await sidecars.Grpc().FailAsync("ExecuteStateTransaction", request, Empty.Parser)).StatusCode.ShouldBe(StatusCode.Internal);
        (await GetAsync(sidecars, "b")).Etag.ShouldBeEmpty();

        request.Operations[1].OperationType = "replace";
        (await sidecars.Grpc().FailAsync("ExecuteStateTransaction", request, Empty.Parser)).StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [Theory]
    [InlineData("nostore", "k")]
    [InlineData(Store, "")]
    [InlineData(Store, "a||b")]
    public async Task A_wrong_save_is_an_invalid_argument_with_details(string store, string key)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        var request = new SaveStateRequest { StoreName = store, States = { Item(key, "1") } };
        (await sidecars.Grpc().FailAsync("SaveState", request, Empty.Parser)).StatusCode.ShouldBe(StatusCode.InvalidArgument);
        using var response = await sidecars.Grpc().SendAsync("SaveState", request);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        response.TrailingHeaders.Contains("grpc-status-details-bin").ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_method_is_unimplemented()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        (await sidecars.Grpc().FailAsync("QueryNothing", new Empty(), Empty.Parser)).StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    private static StateItem Item(string key, string value, string? etag = null) => new()
    {
        Key = key,
        Value = ByteString.CopyFromUtf8(value),
        Etag = etag is null ? null : new Etag { Value = etag },
    };

    private static Task<GetStateResponse> GetAsync(RunningSidecars sidecars, string key) =>
        sidecars.Grpc().CallAsync("GetState", new GetStateRequest { StoreName = Store, Key = key }, GetStateResponse.Parser);

    private static Task<Empty> SaveAsync(RunningSidecars sidecars, StateItem item) =>
        sidecars.Grpc().CallAsync("SaveState", new SaveStateRequest { StoreName = Store, States = { item } }, Empty.Parser);

    private static Task<RpcException> FailSaveAsync(RunningSidecars sidecars, StateItem item) =>
        sidecars.Grpc().FailAsync("SaveState", new SaveStateRequest { StoreName = Store, States = { item } }, Empty.Parser);
}

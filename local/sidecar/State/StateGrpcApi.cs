using System.Globalization;
using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using StateMessage = Dapr.Client.Autogen.Grpc.v1.StateItem;

namespace Checkout.Local.Sidecar.State;

/// <summary>The state methods of the Dapr service. Values pass as bytes.</summary>
internal static class StateGrpcApi
{
    private static readonly Empty Done = new();

    /// <summary>Maps the methods for one app.</summary>
    public static void MapState(this IEndpointRouteBuilder routes, AppStateStores stores)
    {
        routes.MapDapr("GetState", GetStateRequest.Parser, async (request, call) =>
        {
            var entry = await stores.Find(request.StoreName).GetAsync(request.Key, call.RequestAborted);
            var response = new GetStateResponse();
            if (entry is not null)
            {
                response.Data = UnsafeByteOperations.UnsafeWrap(entry.Value);
                response.Etag = entry.Etag;
                AddExpiry(response.Metadata, entry);
            }

            return response;
        });
        routes.MapDapr("GetBulkState", GetBulkStateRequest.Parser, async (request, call) =>
        {
            var found = await stores.Find(request.StoreName).GetBulkAsync(request.Keys, call.RequestAborted);
            return new GetBulkStateResponse { Items = { found.Select(item => ToBulkItem(item.Key, item.Entry)) } };
        });
        routes.MapDapr("SaveState", SaveStateRequest.Parser, async (request, _) =>
        {
            var store = stores.Find(request.StoreName);
            if (request.States.Any(item => item.Key.Length == 0))
            {
                throw new ApiException(400, StatusCode.InvalidArgument, "ERR_STATE_SAVE", "state key cannot be empty");
            }

            await store.SaveAsync([.. request.States.Select(ToUpsert)]);
            return Done;
        });
        MapDeletes(routes, stores);
        routes.MapDapr("ExecuteStateTransaction", ExecuteStateTransactionRequest.Parser, async (request, _) =>
        {
            var store = stores.Find(request.StoreName);
            await store.TransactAsync([.. request.Operations.Select(operation => operation.OperationType switch
            {
                "upsert" => ToUpsert(operation.Request ?? new StateMessage()),
                "delete" => ToDelete(operation.Request ?? new StateMessage()),
                var unknown => throw AppStateStore.UnknownOperation(unknown),
            })]);
            return Done;
        });
    }

    /// <summary>The text of an entry's expiry, as the metadata item <c>ttlExpireTime</c> has it.</summary>
    public static string ExpiryText(DateTimeOffset expiresAt) =>
        expiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void MapDeletes(IEndpointRouteBuilder routes, AppStateStores stores)
    {
        routes.MapDapr("DeleteState", DeleteStateRequest.Parser, async (request, _) =>
        {
            await stores.Find(request.StoreName).DeleteAsync([new(request.Key, null, request.Etag?.Value, false, request.Metadata)]);
            return Done;
        });
        routes.MapDapr("DeleteBulkState", DeleteBulkStateRequest.Parser, async (request, _) =>
        {
            await stores.Find(request.StoreName).DeleteAsync([.. request.States.Select(ToDelete)]);
            return Done;
        });
    }

    private static BulkStateItem ToBulkItem(string key, StateEntry? entry)
    {
        var item = new BulkStateItem { Key = key };
        if (entry is not null)
        {
            item.Data = UnsafeByteOperations.UnsafeWrap(entry.Value);
            item.Etag = entry.Etag;
            AddExpiry(item.Metadata, entry);
        }

        return item;
    }

    private static void AddExpiry(Google.Protobuf.Collections.MapField<string, string> metadata, StateEntry entry)
    {
        if (entry.ExpiresAt is { } at)
        {
            metadata["ttlExpireTime"] = ExpiryText(at);
        }
    }

    private static StateItem ToUpsert(StateMessage item) => new(
        item.Key,
        item.Value.Memory,
        item.Etag?.Value,
        item.Options?.Concurrency is StateOptions.Types.StateConcurrency.ConcurrencyFirstWrite,
        item.Metadata);

    private static StateItem ToDelete(StateMessage item) => new(item.Key, null, item.Etag?.Value, false, item.Metadata);
}

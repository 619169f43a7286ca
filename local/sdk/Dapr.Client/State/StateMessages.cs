using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using StateConcurrency = Dapr.Client.Autogen.Grpc.v1.StateOptions.Types.StateConcurrency;
using StateConsistency = Dapr.Client.Autogen.Grpc.v1.StateOptions.Types.StateConsistency;

namespace Dapr.Client;

/// <summary>State calls' parts as messages.</summary>
internal static class StateMessages
{
    public static StateItem Item(
        string key, ByteString? value, string? etag, StateOptions? options, IReadOnlyDictionary<string, string>? metadata)
    {
        var item = new StateItem
        {
            Key = key,
            Etag = etag is null ? null : new Etag { Value = etag },
            Options = Options(options),
        };
        if (value is not null)
        {
            item.Value = value;
        }

        if (metadata is not null)
        {
            item.Metadata.Add(metadata.ToDictionary(StringComparer.Ordinal));
        }

        return item;
    }

    public static Autogen.Grpc.v1.StateOptions? Options(StateOptions? options) => options is null
        ? null
        : new Autogen.Grpc.v1.StateOptions
        {
            Concurrency = options.Concurrency switch
            {
                ConcurrencyMode.FirstWrite => StateConcurrency.ConcurrencyFirstWrite,
                ConcurrencyMode.LastWrite => StateConcurrency.ConcurrencyLastWrite,
                _ => StateConcurrency.ConcurrencyUnspecified,
            },
            Consistency = Consistency(options.Consistency),
        };

    public static StateConsistency Consistency(ConsistencyMode? mode) => mode switch
    {
        ConsistencyMode.Eventual => StateConsistency.ConsistencyEventual,
        ConsistencyMode.Strong => StateConsistency.ConsistencyStrong,
        _ => StateConsistency.ConsistencyUnspecified,
    };
}

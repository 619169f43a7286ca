using Dapr.Client.Autogen.Grpc.v1;
using Dapr.Common.Channels;
using Google.Protobuf.WellKnownTypes;

namespace Dapr.Client;

/// <summary>The methods of dapr.proto.runtime.v1.Dapr that the client calls.</summary>
internal static class RuntimeMethods
{
    private const string Service = "/dapr.proto.runtime.v1.Dapr/";

    public static readonly GrpcMethod<GetStateResponse> GetState = new(Service + nameof(GetState), GetStateResponse.Parser);
    public static readonly GrpcMethod<GetBulkStateResponse> GetBulkState = new(Service + nameof(GetBulkState), GetBulkStateResponse.Parser);
    public static readonly GrpcMethod<Empty> SaveState = new(Service + nameof(SaveState), Empty.Parser);
    public static readonly GrpcMethod<Empty> DeleteState = new(Service + nameof(DeleteState), Empty.Parser);
    public static readonly GrpcMethod<Empty> DeleteBulkState = new(Service + nameof(DeleteBulkState), Empty.Parser);
    public static readonly GrpcMethod<InvokeResponse> InvokeService = new(Service + nameof(InvokeService), InvokeResponse.Parser);
    public static readonly GrpcMethod<Empty> ExecuteStateTransaction = new(Service + nameof(ExecuteStateTransaction), Empty.Parser);
    public static readonly GrpcMethod<Empty> PublishEvent = new(Service + nameof(PublishEvent), Empty.Parser);
    public static readonly GrpcMethod<Autogen.Grpc.v1.BulkPublishResponse> BulkPublishEvent =
        new(Service + nameof(BulkPublishEvent), Autogen.Grpc.v1.BulkPublishResponse.Parser);
    public static readonly GrpcMethod<GetSecretResponse> GetSecret = new(Service + nameof(GetSecret), GetSecretResponse.Parser);
    public static readonly GrpcMethod<GetBulkSecretResponse> GetBulkSecret =
        new(Service + nameof(GetBulkSecret), GetBulkSecretResponse.Parser);
    public static readonly GrpcMethod<GetMetadataResponse> GetMetadata = new(Service + nameof(GetMetadata), GetMetadataResponse.Parser);
    public static readonly GrpcMethod<Empty> SetMetadata = new(Service + nameof(SetMetadata), Empty.Parser);
    public static readonly GrpcMethod<Empty> Shutdown = new(Service + nameof(Shutdown), Empty.Parser);
}

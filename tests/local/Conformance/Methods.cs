using System.Text.Json.Nodes;
using Checkout.Local.Tests.Sidecar.Workflow;
using Dapr.Client.Autogen.Grpc.v1;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>A gRPC method by its name in the recordings.</summary>
internal sealed record Methods(MessageDescriptor Request, GrpcExchange CallAsync)
{
    private const string TaskHub = "/TaskHubSidecarService/";
    private const string DaprService = "/dapr.proto.runtime.v1.Dapr/";

    private static readonly Dictionary<string, Methods> All = new(StringComparer.Ordinal)
    {
        ["Hello"] = New(TaskHub + "Hello", Empty.Descriptor, Empty.Parser),
        ["StartInstance"] = New(TaskHub + "StartInstance", CreateInstanceRequest.Descriptor, CreateInstanceResponse.Parser),
        ["GetInstance"] = New(TaskHub + "GetInstance", GetInstanceRequest.Descriptor, GetInstanceResponse.Parser),
        ["WaitForInstanceStart"] = New(TaskHub + "WaitForInstanceStart", GetInstanceRequest.Descriptor, GetInstanceResponse.Parser),
        ["WaitForInstanceCompletion"] =
            New(TaskHub + "WaitForInstanceCompletion", GetInstanceRequest.Descriptor, GetInstanceResponse.Parser),
        ["RaiseEvent"] = New(TaskHub + "RaiseEvent", RaiseEventRequest.Descriptor, RaiseEventResponse.Parser),
        ["TerminateInstance"] = New(TaskHub + "TerminateInstance", TerminateRequest.Descriptor, TerminateResponse.Parser),
        ["SuspendInstance"] = New(TaskHub + "SuspendInstance", SuspendRequest.Descriptor, SuspendResponse.Parser),
        ["ResumeInstance"] = New(TaskHub + "ResumeInstance", ResumeRequest.Descriptor, ResumeResponse.Parser),
        ["PurgeInstances"] = New(TaskHub + "PurgeInstances", PurgeInstancesRequest.Descriptor, PurgeInstancesResponse.Parser),
        ["ListInstanceIDs"] = New(TaskHub + "ListInstanceIDs", ListInstanceIDsRequest.Descriptor, ListInstanceIDsResponse.Parser),
        ["GetInstanceHistory"] =
            New(TaskHub + "GetInstanceHistory", GetInstanceHistoryRequest.Descriptor, GetInstanceHistoryResponse.Parser),
        ["RerunWorkflowFromEvent"] =
            New(TaskHub + "RerunWorkflowFromEvent", RerunWorkflowFromEventRequest.Descriptor, RerunWorkflowFromEventResponse.Parser),
        ["CompleteOrchestratorTask"] = New(TaskHub + "CompleteOrchestratorTask", WorkflowResponse.Descriptor, CompleteTaskResponse.Parser),
        ["CompleteWorkflowTask"] = New(TaskHub + "CompleteWorkflowTask", WorkflowResponse.Descriptor, CompleteTaskResponse.Parser),
        ["CompleteActivityTask"] = New(TaskHub + "CompleteActivityTask", ActivityResponse.Descriptor, CompleteTaskResponse.Parser),
        ["GetState"] = New(DaprService + "GetState", GetStateRequest.Descriptor, GetStateResponse.Parser),
        ["SaveState"] = New(DaprService + "SaveState", SaveStateRequest.Descriptor, Empty.Parser),
        ["DeleteState"] = New(DaprService + "DeleteState", DeleteStateRequest.Descriptor, Empty.Parser),
        ["DeleteBulkState"] = New(DaprService + "DeleteBulkState", DeleteBulkStateRequest.Descriptor, Empty.Parser),
        ["GetBulkState"] = New(DaprService + "GetBulkState", GetBulkStateRequest.Descriptor, GetBulkStateResponse.Parser),
        ["ExecuteStateTransaction"] =
            New(DaprService + "ExecuteStateTransaction", ExecuteStateTransactionRequest.Descriptor, Empty.Parser),
        ["InvokeService"] = New(DaprService + "InvokeService", InvokeServiceRequest.Descriptor, InvokeResponse.Parser),
        ["PublishEvent"] = New(DaprService + "PublishEvent", PublishEventRequest.Descriptor, Empty.Parser),
        ["BulkPublishEvent"] = New(DaprService + "BulkPublishEvent", BulkPublishRequest.Descriptor, BulkPublishResponse.Parser),
        ["BulkPublishEventAlpha1"] = New(DaprService + "BulkPublishEventAlpha1", BulkPublishRequest.Descriptor, BulkPublishResponse.Parser),
        ["GetSecret"] = New(DaprService + "GetSecret", GetSecretRequest.Descriptor, GetSecretResponse.Parser),
        ["GetBulkSecret"] = New(DaprService + "GetBulkSecret", GetBulkSecretRequest.Descriptor, GetBulkSecretResponse.Parser),
        ["GetMetadata"] = New(DaprService + "GetMetadata", GetMetadataRequest.Descriptor, GetMetadataResponse.Parser),
        ["SetMetadata"] = New(DaprService + "SetMetadata", SetMetadataRequest.Descriptor, Empty.Parser),
        ["Shutdown"] = New(DaprService + "Shutdown", ShutdownRequest.Descriptor, Empty.Parser),
        ["StartWorkflowBeta1"] = New(DaprService + "StartWorkflowBeta1", StartWorkflowRequest.Descriptor, StartWorkflowResponse.Parser),
        ["GetWorkflowBeta1"] = New(DaprService + "GetWorkflowBeta1", GetWorkflowRequest.Descriptor, GetWorkflowResponse.Parser),
        ["RaiseEventWorkflowBeta1"] = New(DaprService + "RaiseEventWorkflowBeta1", RaiseEventWorkflowRequest.Descriptor, Empty.Parser),
        ["PurgeWorkflowBeta1"] = New(DaprService + "PurgeWorkflowBeta1", PurgeWorkflowRequest.Descriptor, Empty.Parser),
    };

    internal static Methods Of(string name) => All[name];

    /// <summary>The request in protobuf JSON; <c>Any</c> is written as <c>{typeUrl, valueBase64}</c> in recordings.</summary>
    internal IMessage Parse(JsonNode? json)
    {
        var data = json?["message"]?["data"];
        (json?["message"] as JsonObject)?.Remove("data");
        var request = JsonParser.Default.Parse(json?.ToJsonString() ?? "{}", Request);
        if (request is InvokeServiceRequest { Message: { } message } && data?["valueBase64"]?.GetValue<string>() is { } bytes)
        {
            message.Data = new Any { TypeUrl = data["typeUrl"]?.GetValue<string>() ?? string.Empty, Value = ByteString.FromBase64(bytes) };
        }

        return request;
    }

    /// <summary>An answer as recordings write it.</summary>
    internal static JsonNode? Format(IMessage answer)
    {
        if (answer is not InvokeResponse { Data: { } data } response)
        {
            return JsonNode.Parse(JsonFormatter.Default.Format(answer));
        }

        var withoutData = new InvokeResponse { ContentType = response.ContentType };
        var json = JsonNode.Parse(JsonFormatter.Default.Format(withoutData))?.AsObject() ?? [];
        json["data"] = new JsonObject { ["typeUrl"] = data.TypeUrl, ["valueBase64"] = data.Value.ToBase64() };
        return json;
    }

    private static Methods New<T>(string path, MessageDescriptor request, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        new(request, (client, message, deadline, metadata) => client.ExchangeAsync(path, message, parser, deadline, metadata));
}

/// <summary>Makes one call.</summary>
internal delegate Task<GrpcAnswer> GrpcExchange(
    GrpcClient client, IMessage request, TimeSpan? deadline, IReadOnlyCollection<KeyValuePair<string, string>> metadata);

using Dapr.Client.Autogen.Grpc.v1;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>A gRPC method by its name in the recordings.</summary>
internal sealed record Methods(MessageDescriptor Request, Func<GrpcClient, IMessage, TimeSpan?, Task<IMessage>> CallAsync)
{
    private const string TaskHub = "/TaskHubSidecarService/";
    private const string DaprService = "/dapr.proto.runtime.v1.Dapr/";

    private static readonly Dictionary<string, Methods> All = new(StringComparer.Ordinal)
    {
        ["Hello"] = New(TaskHub + "Hello", Empty.Descriptor, Empty.Parser),
        ["StartInstance"] = New(TaskHub + "StartInstance", CreateInstanceRequest.Descriptor, CreateInstanceResponse.Parser),
        ["GetInstance"] = New(TaskHub + "GetInstance", GetInstanceRequest.Descriptor, GetInstanceResponse.Parser),
        ["WaitForInstanceStart"] = New(TaskHub + "WaitForInstanceStart", GetInstanceRequest.Descriptor, GetInstanceResponse.Parser),
        ["WaitForInstanceCompletion"] = New(TaskHub + "WaitForInstanceCompletion", GetInstanceRequest.Descriptor, GetInstanceResponse.Parser),
        ["RaiseEvent"] = New(TaskHub + "RaiseEvent", RaiseEventRequest.Descriptor, RaiseEventResponse.Parser),
        ["TerminateInstance"] = New(TaskHub + "TerminateInstance", TerminateRequest.Descriptor, TerminateResponse.Parser),
        ["SuspendInstance"] = New(TaskHub + "SuspendInstance", SuspendRequest.Descriptor, SuspendResponse.Parser),
        ["ResumeInstance"] = New(TaskHub + "ResumeInstance", ResumeRequest.Descriptor, ResumeResponse.Parser),
        ["PurgeInstances"] = New(TaskHub + "PurgeInstances", PurgeInstancesRequest.Descriptor, PurgeInstancesResponse.Parser),
        ["ListInstanceIDs"] = New(TaskHub + "ListInstanceIDs", ListInstanceIDsRequest.Descriptor, ListInstanceIDsResponse.Parser),
        ["GetInstanceHistory"] = New(TaskHub + "GetInstanceHistory", GetInstanceHistoryRequest.Descriptor, GetInstanceHistoryResponse.Parser),
        ["RerunWorkflowFromEvent"] =
            New(TaskHub + "RerunWorkflowFromEvent", RerunWorkflowFromEventRequest.Descriptor, RerunWorkflowFromEventResponse.Parser),
        ["CompleteOrchestratorTask"] = New(TaskHub + "CompleteOrchestratorTask", WorkflowResponse.Descriptor, CompleteTaskResponse.Parser),
        ["CompleteWorkflowTask"] = New(TaskHub + "CompleteWorkflowTask", WorkflowResponse.Descriptor, CompleteTaskResponse.Parser),
        ["CompleteActivityTask"] = New(TaskHub + "CompleteActivityTask", ActivityResponse.Descriptor, CompleteTaskResponse.Parser),
        ["StartWorkflowBeta1"] = New(DaprService + "StartWorkflowBeta1", StartWorkflowRequest.Descriptor, StartWorkflowResponse.Parser),
        ["GetWorkflowBeta1"] = New(DaprService + "GetWorkflowBeta1", GetWorkflowRequest.Descriptor, GetWorkflowResponse.Parser),
        ["RaiseEventWorkflowBeta1"] = New(DaprService + "RaiseEventWorkflowBeta1", RaiseEventWorkflowRequest.Descriptor, Empty.Parser),
        ["PurgeWorkflowBeta1"] = New(DaprService + "PurgeWorkflowBeta1", PurgeWorkflowRequest.Descriptor, Empty.Parser),
    };

    internal static Methods Of(string name) => All[name];

    private static Methods New<T>(string path, MessageDescriptor request, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        new(request, async (client, message, deadline) => await client.CallAsync(path, message, parser, deadline));
}

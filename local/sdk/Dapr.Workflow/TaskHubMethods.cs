using Dapr.Common.Channels;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Dapr.Workflow;

/// <summary>The methods of TaskHubSidecarService that worker and client call.</summary>
internal static class TaskHubMethods
{
    private const string Service = "/TaskHubSidecarService/";

    public static readonly GrpcMethod<Empty> Hello = new(Service + nameof(Hello), Empty.Parser);
    public static readonly GrpcMethod<WorkItem> GetWorkItems = new(Service + nameof(GetWorkItems), WorkItem.Parser);
    public static readonly GrpcMethod<CompleteTaskResponse> CompleteOrchestratorTask =
        new(Service + nameof(CompleteOrchestratorTask), CompleteTaskResponse.Parser);
    public static readonly GrpcMethod<CompleteTaskResponse> CompleteActivityTask =
        new(Service + nameof(CompleteActivityTask), CompleteTaskResponse.Parser);

    public static readonly GrpcMethod<CreateInstanceResponse> StartInstance =
        new(Service + nameof(StartInstance), CreateInstanceResponse.Parser);
    public static readonly GrpcMethod<GetInstanceResponse> GetInstance = new(Service + nameof(GetInstance), GetInstanceResponse.Parser);
    public static readonly GrpcMethod<GetInstanceResponse> WaitForInstanceStart =
        new(Service + nameof(WaitForInstanceStart), GetInstanceResponse.Parser);
    public static readonly GrpcMethod<GetInstanceResponse> WaitForInstanceCompletion =
        new(Service + nameof(WaitForInstanceCompletion), GetInstanceResponse.Parser);
    public static readonly GrpcMethod<RaiseEventResponse> RaiseEvent = new(Service + nameof(RaiseEvent), RaiseEventResponse.Parser);
    public static readonly GrpcMethod<TerminateResponse> TerminateInstance =
        new(Service + nameof(TerminateInstance), TerminateResponse.Parser);
    public static readonly GrpcMethod<SuspendResponse> SuspendInstance = new(Service + nameof(SuspendInstance), SuspendResponse.Parser);
    public static readonly GrpcMethod<ResumeResponse> ResumeInstance = new(Service + nameof(ResumeInstance), ResumeResponse.Parser);
    public static readonly GrpcMethod<PurgeInstancesResponse> PurgeInstances =
        new(Service + nameof(PurgeInstances), PurgeInstancesResponse.Parser);
    public static readonly GrpcMethod<ListInstanceIDsResponse> ListInstanceIDs =
        new(Service + nameof(ListInstanceIDs), ListInstanceIDsResponse.Parser);
    public static readonly GrpcMethod<GetInstanceHistoryResponse> GetInstanceHistory =
        new(Service + nameof(GetInstanceHistory), GetInstanceHistoryResponse.Parser);
    public static readonly GrpcMethod<RerunWorkflowFromEventResponse> RerunWorkflowFromEvent =
        new(Service + nameof(RerunWorkflowFromEvent), RerunWorkflowFromEventResponse.Parser);
}

using Checkout.Local.Sidecar.Grpc;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The workflow methods of <c>dapr.proto.runtime.v1.Dapr</c>, in both of their versions.</summary>
internal sealed class DaprWorkflowMethods(EngineServices services, string appId)
{
    private const string StartTimeOption = "dapr.workflow.start_time";

    private readonly WorkflowManagement api = new(services, appId);

    internal void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "StartWorkflow", StartWorkflowRequest.Parser, StartAsync);
        Map(routes, "GetWorkflow", GetWorkflowRequest.Parser, GetAsync);
        Map(routes, "RaiseEventWorkflow", RaiseEventWorkflowRequest.Parser, (request, ct) =>
            Done(api.RaiseAsync(request.InstanceId, request.EventName, request.EventData.ToStringUtf8(), ct)));
        Map(routes, "PauseWorkflow", PauseWorkflowRequest.Parser, (request, ct) =>
            Done(api.SuspendAsync(request.InstanceId, suspend: true, ct)));
        Map(routes, "ResumeWorkflow", ResumeWorkflowRequest.Parser, (request, ct) =>
            Done(api.SuspendAsync(request.InstanceId, suspend: false, ct)));
        Map(routes, "TerminateWorkflow", TerminateWorkflowRequest.Parser, (request, ct) =>
            Done(api.TerminateAsync(request.InstanceId, recursive: true, ct)));
        Map(routes, "PurgeWorkflow", PurgeWorkflowRequest.Parser, (request, _) =>
            Done(api.PurgeAsync(request.InstanceId, recursive: true)));
    }

    private void Map<TRequest, TResponse>(
        IEndpointRouteBuilder routes,
        string method,
        MessageParser<TRequest> parser,
        Func<TRequest, CancellationToken, Task<TResponse>> call)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        foreach (var version in new[] { "Beta1", "Alpha1" })
        {
            routes.MapDapr<TRequest, TResponse>(
                method + version, parser, (request, context) => CallScope.RunAsync(context, services, ct => call(request, ct)));
        }
    }

    private async Task<StartWorkflowResponse> StartAsync(StartWorkflowRequest request, CancellationToken cancellationToken)
    {
        var startAt = request.Options.TryGetValue(StartTimeOption, out var text) && DateTimeOffset.TryParse(text, out var time)
            ? Timestamp.FromDateTimeOffset(time)
            : null;
        var id = await api.StartAsync(request.WorkflowName, request.InstanceId, request.Input.ToStringUtf8(), startAt, cancellationToken);
        return new StartWorkflowResponse { InstanceId = id };
    }

    private async Task<GetWorkflowResponse> GetAsync(GetWorkflowRequest request, CancellationToken cancellationToken)
    {
        var response = new GetWorkflowResponse { InstanceId = request.InstanceId };
        if (await api.GetAsync(request.InstanceId) is { } state)
        {
            response.WorkflowName = state.Name;
            response.CreatedAt = state.CreatedTimestamp;
            response.LastUpdatedAt = state.LastUpdatedTimestamp;
            response.RuntimeStatus = WorkflowManagement.StatusName(state.WorkflowStatus);
            foreach (var (name, value) in WorkflowManagement.Properties(state))
            {
                response.Properties[name] = value;
            }
        }

        return response;
    }

    private static async Task<Empty> Done(Task call)
    {
        await call;
        return new Empty();
    }
}

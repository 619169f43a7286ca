using Checkout.Local.Sidecar.Grpc;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The workflow service of one app's sidecar, spoken by SDKs: <c>/TaskHubSidecarService/*</c>.</summary>
internal sealed class TaskHubService(EngineServices services, string appId)
{
    private readonly WorkflowClient client = new(services, appId);
    private readonly AppWorkers workers = services.WorkersOf(appId);

    internal void Map(IEndpointRouteBuilder routes)
    {
        MapWorker(routes);
        Map(routes, "StartInstance", CreateInstanceRequest.Parser, StartAsync);
        Map(routes, "GetInstance", GetInstanceRequest.Parser, GetAsync);
        Map(routes, "WaitForInstanceStart", GetInstanceRequest.Parser, (request, ct) =>
            WaitAsync(request, static status => status != OrchestrationStatus.Pending, ct));
        Map(routes, "WaitForInstanceCompletion", GetInstanceRequest.Parser, (request, ct) =>
            WaitAsync(request, WorkflowClient.IsFinished, ct));
        Map(routes, "RaiseEvent", RaiseEventRequest.Parser, async (request, ct) =>
        {
            await client.RaiseAsync(request.InstanceId, request.Name, request.Input, ct);
            return new RaiseEventResponse();
        });
        Map(routes, "TerminateInstance", TerminateRequest.Parser, TerminateAsync);
        Map(routes, "SuspendInstance", SuspendRequest.Parser, async (request, ct) =>
        {
            await client.SuspendAsync(request.InstanceId, suspend: true, request.Reason, ct);
            return new SuspendResponse();
        });
        Map(routes, "ResumeInstance", ResumeRequest.Parser, async (request, ct) =>
        {
            await client.SuspendAsync(request.InstanceId, suspend: false, request.Reason, ct);
            return new ResumeResponse();
        });
        Map(routes, "PurgeInstances", PurgeInstancesRequest.Parser, PurgeAsync);
        Map(routes, "ListInstanceIDs", ListInstanceIDsRequest.Parser, ListAsync);
        Map(routes, "GetInstanceHistory", GetInstanceHistoryRequest.Parser, HistoryAsync);
        Map(routes, "RerunWorkflowFromEvent", RerunWorkflowFromEventRequest.Parser, RerunAsync);
    }

    private void MapWorker(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path("GetWorkItems"), (RequestDelegate)new WorkItemStream(services, appId).ServeAsync);
        Map(routes, "Hello", Empty.Parser, static (_, _) => Task.FromResult(new Empty()));
        Map(routes, "CompleteOrchestratorTask", WorkflowResponse.Parser, CompleteTurnAsync);
        Map(routes, "CompleteWorkflowTask", WorkflowResponse.Parser, CompleteTurnAsync);
        Map(routes, "CompleteActivityTask", ActivityResponse.Parser, (answer, _) =>
        {
            (workers.Take((answer.InstanceId, answer.TaskId)) as ActivityItem)?.Complete(answer);
            return Task.FromResult(new CompleteTaskResponse());
        });
    }

    private void Map<TRequest, TResponse>(
        IEndpointRouteBuilder routes,
        string method,
        MessageParser<TRequest> parser,
        Func<TRequest, CancellationToken, Task<TResponse>> call)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapUnary<TRequest, TResponse>(
            Path(method), parser, (request, context) => CallScope.RunAsync(context, services, ct => call(request, ct)));

    private static string Path(string method) => "/TaskHubSidecarService/" + method;

    private async Task<CompleteTaskResponse> CompleteTurnAsync(WorkflowResponse answer, CancellationToken cancellationToken)
    {
        if (workers.Take((answer.InstanceId, null)) is TurnItem turn)
        {
            await turn.CompleteAsync(answer).WaitAsync(cancellationToken);
        }

        return new CompleteTaskResponse();
    }

    private async Task<CreateInstanceResponse> StartAsync(CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        await (request.ScheduledStartTimestamp is null
            ? client.StartAsync(request, cancellationToken)
            : client.ScheduleAsync(request, cancellationToken));
        return new CreateInstanceResponse { InstanceId = request.InstanceId };
    }

    private async Task<GetInstanceResponse> GetAsync(GetInstanceRequest request, CancellationToken cancellationToken)
    {
        if (await client.GetAsync(request.InstanceId) is not { } state)
        {
            return new GetInstanceResponse();
        }

        state.ParentInstanceId = null;
        state.ParentAppId = null;
        return Answer(state, request.GetInputsAndOutputs);
    }

    private async Task<GetInstanceResponse> WaitAsync(
        GetInstanceRequest request, Func<OrchestrationStatus, bool> wanted, CancellationToken cancellationToken) =>
        Answer(await client.WaitAsync(request.InstanceId, wanted, cancellationToken), request.GetInputsAndOutputs);

    /// <summary>Without inputs and outputs, custom status and failure are left out too.</summary>
    private static GetInstanceResponse Answer(WorkflowState state, bool inputsAndOutputs)
    {
        if (!inputsAndOutputs)
        {
            state.Input = null;
            state.Output = null;
            state.CustomStatus = null;
            state.FailureDetails = null;
        }

        return new GetInstanceResponse { Exists = true, WorkflowState = state };
    }

    private async Task<TerminateResponse> TerminateAsync(TerminateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await client.TerminateAsync(request.InstanceId, request.Output, request.Recursive, cancellationToken);
        }
        catch (RpcException e)
        {
            throw WorkflowErrors.Error(e.StatusCode, $"failed to submit termination request: {e.Status.Detail}");
        }

        return new TerminateResponse();
    }

    private async Task<PurgeInstancesResponse> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellationToken)
    {
        if (request.RequestCase == PurgeInstancesRequest.RequestOneofCase.PurgeInstanceFilter)
        {
            throw WorkflowErrors.Error(StatusCode.Unknown, "multi-instance purge is not implemented");
        }

        var key = new InstanceKey(appId, request.InstanceId);
        var count = await new WorkflowPurge(services).RunAsync(key, request.Recursive, request.Force);
        return new PurgeInstancesResponse { DeletedInstanceCount = count };
    }

    /// <summary>A page that is not full is the last one.</summary>
    private async Task<ListInstanceIDsResponse> ListAsync(ListInstanceIDsRequest request, CancellationToken cancellationToken)
    {
        var ids = await services.Journal.ListAsync(appId, cancellationToken);
        var from = request.HasContinuationToken && int.TryParse(request.ContinuationToken, out var offset) ? offset : 0;
        var size = request.HasPageSize ? (int)Math.Min(request.PageSize, int.MaxValue) : int.MaxValue;
        var response = new ListInstanceIDsResponse();
        response.InstanceIds.AddRange(ids.Skip(from).Take(size));
        if (size > 0 && response.InstanceIds.Count == size)
        {
            response.ContinuationToken = (from + size).ToString();
        }

        return response;
    }

    private async Task<GetInstanceHistoryResponse> HistoryAsync(GetInstanceHistoryRequest request, CancellationToken cancellationToken)
    {
        var events = await client.HistoryAsync(request.InstanceId)
            ?? throw WorkflowErrors.Error(StatusCode.NotFound, $"workflow instance '{request.InstanceId}' not found");
        var response = new GetInstanceHistoryResponse();
        response.Events.AddRange(events);
        return response;
    }

    private async Task<RerunWorkflowFromEventResponse> RerunAsync(
        RerunWorkflowFromEventRequest request, CancellationToken cancellationToken) =>
        new() { NewInstanceID = await new WorkflowRerun(services, appId).RunAsync(request) };
}

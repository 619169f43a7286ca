using System.Text;
using System.Text.Json.Nodes;
using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>The HTTP management API answers as daprd 1.18.3 did. Error texts are for people and not compared.</summary>
public sealed class HttpRecordingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_management_api_replays()
    {
        await using var host = await EngineHost.StartAsync(new InMemoryStateStore(TimeProvider.System));
        await using var worker = await new ScriptedWorker(host.Grpc()) { Turn = Answer, Activity = ScriptedWorker.Result }.ConnectAsync();
        var markers = new Markers(new Recording("http", [], new Dictionary<string, double>(StringComparer.Ordinal)));
        var steps = Recording.Read("http", "workflow-http")["steps"]?.AsArray().OfType<JsonObject>() ?? [];

        foreach (var step in steps.Where(step => !IsForTheHost(step)))
        {
            if (step["name"]?.GetValue<string>() is "terminate, not recursive")
            {
                var late = new WorkflowResponse { InstanceId = "h6" };
                await host.Grpc().TaskHubAsync("CompleteOrchestratorTask", late, CompleteTaskResponse.Parser);
            }

            await ReplayAsync(step, host.Http(), markers);
        }
    }

    /// <summary>A read right after a change is repeated until it shows the change.</summary>
    private static async Task ReplayAsync(JsonObject step, HttpClient client, Markers markers)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var isRead = step["request"]?["method"]?.GetValue<string>() is "GET";
        while (await DifferenceAsync(step, client, markers) is { } difference)
        {
            (isRead && !deadline.IsCancellationRequested).ShouldBeTrue($"{step["name"]}: {difference}");
            await ticks.WaitForNextTickAsync();
        }
    }

    private static async Task<string?> DifferenceAsync(JsonObject step, HttpClient client, Markers markers)
    {
        var request = markers.Fill(Generated(step["request"]?.DeepClone())) ?? new JsonObject();
        using var message = new HttpRequestMessage(
            new HttpMethod(request["method"]?.GetValue<string>() ?? "GET"), request["path"]?.GetValue<string>());
        var body = request["body"]?["text"]?.GetValue<string>() ?? step["request"]?["body"]?["json"]?.ToJsonString(Spaced) ?? string.Empty;
        message.Content = new StringContent(body, Encoding.UTF8);
        using var response = await client.SendAsync(message);
        var found = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        var wanted = Generated(step["response"]?["body"]?["json"]?.DeepClone());
        (wanted as JsonObject)?.Remove("message");
        (found as JsonObject)?.Remove("message");
        return (int)response.StatusCode == step["response"]?["status"]?.GetValue<int>()
            ? markers.Difference(WithoutTimes(wanted), WithoutTimes(found))
            : $"{response.StatusCode}: {found?.ToJsonString()}";
    }

    private static readonly System.Text.Json.JsonSerializerOptions Spaced = new();

    /// <summary>Gives the marker of a made-up ID the form of the others, and the recorder's spaces their canonical form.</summary>
    private static JsonNode? Generated(JsonNode? node) => node is null
        ? null
        : JsonNode.Parse(node.ToJsonString().Replace("{{generatedId}}", "{{generatedId1}}").Replace("\\u0022: ", "\\u0022:"));

    private static JsonNode? WithoutTimes(JsonNode? node)
    {
        if (node is JsonObject json && json["runtimeStatus"]?.GetValue<string>() is not "PENDING")
        {
            json.Remove("createdAt");
            json.Remove("lastUpdatedAt");
        }

        return node;
    }

    /// <summary>Unknown routes and verbs are answered by the sidecar around the engine.</summary>
    private static bool IsForTheHost(JsonObject step) =>
        step["response"]?["body"]?["json"]?["errorCode"]?.GetValue<string>() is "ERR_DIRECT_INVOKE";

    private static WorkflowResponse? Answer(WorkflowRequest turn)
    {
        var events = turn.PastEvents.Concat(turn.NewEvents).ToList();
        var start = events.First(e => e.ExecutionStarted is not null).ExecutionStarted;
        return start.Name switch
        {
            "WaitGo" => WaitGo(turn, events),
            "Echo" => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0, start.Input)),
            "Fails" => Fail(turn, "System.InvalidOperationException", "it broke", "at line 1"),
            "SlowTurn" when turn.PastEvents.Count == 0 => null,
            "SlowTurn" => ScriptedWorker.Answer(turn),
            _ => Fail(turn, "WorkflowNotFound", $"Workflow '{start.Name}' is not registered in this app.", string.Empty),
        };
    }

    private static WorkflowResponse WaitGo(WorkflowRequest turn, List<HistoryEvent> events)
    {
        var go = events.Find(e => e.EventRaised?.Name is "go")?.EventRaised;
        var answer = go is null ? ScriptedWorker.Answer(turn) : ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0, go.Input));
        answer.CustomStatus = """{"step":"waiting"}""";
        return answer;
    }

    private static WorkflowResponse Fail(WorkflowRequest turn, string type, string message, string stackTrace) =>
        ScriptedWorker.Answer(turn, new WorkflowAction
        {
            CompleteWorkflow = new CompleteWorkflowAction
            {
                WorkflowStatus = OrchestrationStatus.Failed,
                FailureDetails = new TaskFailureDetails { ErrorType = type, ErrorMessage = message, StackTrace = stackTrace },
            },
        });
}

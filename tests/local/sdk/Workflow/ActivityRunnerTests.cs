using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Worker;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Local.Tests.Sdk.Workflow;

public sealed class ActivityRunnerTests
{
    [Fact]
    public async Task A_null_result_is_answered_byte_for_byte_as_by_the_official_SDK() =>
        Hex(await RunAsync(o => o.RegisterActivity<string?, string?>("Act", (_, _) => Task.FromResult<string?>(null)), "Act", "ct-a"))
            .ShouldBe("0A02693110041A002A0463742D61");

    [Fact]
    public async Task An_unknown_activity_is_answered_byte_for_byte_as_by_the_official_SDK() =>
        Hex(await RunAsync(_ => { }, "Zilch", token: "ct-a")).ShouldBe(
            "0A026931100422390A1941637469766974794E6F74466F756E64457863657074696F6E121A416374697669747920275A696C636827206E6F7420666F756E641A002A0463742D61");

    [Fact]
    public async Task A_failure_is_an_answer_with_the_exceptions_type_and_message()
    {
        var response = await RunAsync(
            o => o.RegisterActivity<object?, string>("Act", (_, _) => throw new InvalidOperationException("closed")), "Act");
        response.FailureDetails.ErrorType.ShouldBe("System.InvalidOperationException");
        response.FailureDetails.ErrorMessage.ShouldBe("closed");
        response.FailureDetails.StackTrace.ShouldNotBeEmpty();
        response.FailureDetails.IsNonRetriable.ShouldBeFalse();
        response.Result.ShouldBeNull();
    }

    [Fact]
    public async Task An_activity_that_cannot_be_made_says_so()
    {
        var response = await RunAsync(o => o.RegisterActivity<NeedsClock>(), nameof(NeedsClock));
        response.FailureDetails.ErrorType.ShouldBe("System.InvalidOperationException");
        response.FailureDetails.ErrorMessage.ShouldStartWith("Activity 'NeedsClock' failed to activate: ");
    }

    [Fact]
    public async Task Names_ignore_letter_case_and_services_come_through_the_constructor()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var response = await RunAsync(o => o.RegisterActivity<NeedsClock>(), "needsclock", services: services);
        response.Result.ShouldBe("\"i1 key-1 needsclock\"");
    }

    [Fact]
    public async Task The_task_ID_stands_in_for_a_missing_execution_ID()
    {
        var response = await RunAsync(
            o => o.RegisterActivity<object?, string>("Act", (context, _) => Task.FromResult(context.TaskExecutionKey)),
            "Act",
            key: string.Empty);
        response.Result.ShouldBe("\"4\"");
    }

    [Fact]
    public async Task An_activity_runs_in_a_span_of_the_workflows_trace()
    {
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name is "Dapr.Workflow",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllData,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        var trace = new TraceContext { TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
        var response = await RunAsync(
            o => o.RegisterActivity<string?, string>("Act", (_, _) => Task.FromResult(
                $"{System.Diagnostics.Activity.Current?.DisplayName} {System.Diagnostics.Activity.Current?.ParentId}")),
            "Act",
            trace: trace);
        response.Result.ShouldBe($"\"WorkflowActivity Act {trace.TraceParent}\"");
    }

    private static Task<ActivityResponse> RunAsync(
        Action<WorkflowRuntimeOptions> register, string name, string token = "", string key = "key-1", IServiceProvider? services = null,
        TraceContext? trace = null)
    {
        var options = new WorkflowRuntimeOptions();
        register(options);
        services ??= new ServiceCollection().BuildServiceProvider();
        var runner = new ActivityRunner(options, services.GetRequiredService<IServiceScopeFactory>(), new JsonDaprSerializer());
        var request = new ActivityRequest
        {
            Name = name,
            TaskId = 4,
            TaskExecutionId = key,
            WorkflowInstance = new WorkflowInstance { InstanceId = "i1" },
            ParentTraceContext = trace,
        };
        return runner.RunAsync(request, token);
    }

    private static string Hex(IMessage message) => Convert.ToHexString(message.ToByteArray());

    private sealed class NeedsClock(TimeProvider clock) : WorkflowActivity<string?, string>
    {
        public override Task<string> RunAsync(WorkflowActivityContext context, string? input) =>
            Task.FromResult(clock is null ? string.Empty : $"{context.InstanceId} {context.TaskExecutionKey} {context.Identifier}");
    }
}

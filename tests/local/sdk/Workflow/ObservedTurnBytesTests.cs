using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Replay;
using Google.Protobuf;

namespace Checkout.Local.Tests.Sdk.Workflow;

/// <summary>
/// Answers of the official SDK 1.18.5, byte for byte. Two fields come from a hash whose seed was not recorded: the taskExecutionId and the
/// ID of a child without one. They are opaque to the sidecar; the recorded values are replaced by ours, of the same form, before comparing.
/// </summary>
public sealed class ObservedTurnBytesTests
{
    private const string SeqFirst =
        "0A026931123B12390A034163741A100A0E7B226E616D65223A22626F62227D2A2031643965623265316432346435303833383833613237663466346433626161321A160A147B2273746570223A312C2277686F223A2278227D220C63742D536571206669727374";
    private const string SeqSecond =
        "0A026931120E0801220A0A060888F2D6CA061A001A160A147B2273746570223A312C2277686F223A2278227D220D63742D536571207365636F6E64";
    private const string SeqThird =
        "0A026931120C320A080112060A04227221221A160A147B2273746570223A312C2277686F223A2278227D220C63742D536571207468697264";
    private const string ExtFirst = "0A026931121622140A0608BCF2D6CA06220A0A08417070726F76616C220C63742D457874206669727374";
    private const string ExtInfFirst = "0A026931121622140A0D08FF82D1FFAF0710FF93EBDC0322030A014E220F63742D457874496E66206669727374";
    private const string ChildFirst =
        "0A026931121C2A1A0A070A056F74686572120450696E671A090A077B2261223A317D125108011A3F0A2438626164336661352D323335302D353764652D616265642D37616566386433643032356212014B22060A0422696E222A0C0A04617070311204617070324A0C0A0461707031120461707032120F08021A0B0A036B696412024B3222001248080312360A0241321A00220C0A04617070311204617070332A2061626139643731333532636235663761613335646166323663376330313533614A0C0A0461707031120461707033220E63742D4368696C64206669727374";
    private const string RetrySecond =
        "0A02693112300801222C0A060883F2D6CA062A220A203633383932363465613662613533373238386233303937323161336365633165220A63742D52657472792032";
    private const string Can =
        "0A02693112553253080212030A01362A2608FFFFFFFFFFFFFFFFFF0112060883F2D6CA068A01100A02476F120A0A08227365636F6E64222A2208FFFFFFFFFFFFFFFFFF0112060883F2D6CA068A010C0A054F7468657212030A0131220663742D43616E";
    private const string CanSync = "0A02693112063204080212001A060A0422637322220A63742D43616E53796E63";
    private const string NullOut = "0A0269311206320408011200220A63742D4E756C6C4F7574";
    private const string Terminated = "0A026931120432020805220D63742D5465726D696E61746564";
    private const string Suspended = "0A026931220C63742D53757370656E646564";
    private const string Patch =
        "0A026931122912270A01581A002A206435396166333532363933393537393539633532646131326561633030333530220863742D5061746368320B0A02703112055061746368";

    private static readonly DeterministicIds Ids = new(executionId: null, WorkflowRun.InstanceId);

    [Fact]
    public async Task A_sequence_of_activity_timer_and_end_is_answered_as_by_the_official_SDK()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            context.SetCustomStatus(new { Step = 1, Who = "x" });
            var result = await context.CallActivityAsync<string>("Act", new { Name = "bob" });
            await context.CreateTimer(TimeSpan.FromSeconds(5));
            return result + "!";
        });

        Hex(await run.StartAsync(token: "ct-Seq first")).ShouldBe(
            WithText(SeqFirst, "1d9eb2e1d24d5083883a27f4f4d3baa2", Ids.TaskExecutionId(0, "Act")));
        Hex(await run.TurnAsync(3, "ct-Seq second", Inbox.TaskCompleted(0, "\"r\""))).ShouldBe(SeqSecond);
        Hex(await run.TurnAsync(8, "ct-Seq third", Inbox.TimerFired(1))).ShouldBe(SeqThird);
    }

    [Fact]
    public async Task A_wait_with_a_time_sets_a_timer_that_names_the_event()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.WaitForExternalEventAsync<string>("Approval", TimeSpan.FromSeconds(60)));
        Hex(await run.StartAsync(token: "ct-Ext first")).ShouldBe(ExtFirst);
    }

    [Fact]
    public async Task A_wait_without_end_sets_the_timer_that_never_fires()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) =>
            context.WaitForExternalEventAsync<string>("N", Timeout.InfiniteTimeSpan));
        Hex(await run.StartAsync(token: "ct-ExtInf first")).ShouldBe(ExtInfFirst);
    }

    [Fact]
    public async Task Sent_events_children_and_calls_of_other_apps_are_answered_as_by_the_official_SDK()
    {
        var run = WorkflowRun.Of<object?, string>(async (context, _) =>
        {
            context.SendEvent("other", "Ping", new { A = 1 });
            var first = context.CallChildWorkflowAsync<string>("K", "in", new ChildWorkflowTaskOptions(TargetAppId: "app2"));
            var second = context.CallChildWorkflowAsync("K2", options: new ChildWorkflowTaskOptions(InstanceId: "kid"));
            var third = context.CallActivityAsync("A2", options: new WorkflowTaskOptions(TargetAppId: "app3"));
            await Task.WhenAll(first, second, third);
            return "done";
        });

        var expected = WithText(ChildFirst, "aba9d71352cb5f7aa35daf26c7c0153a", Ids.TaskExecutionId(3, "A2"));
        expected = WithText(
            expected, "8bad3fa5-2350-57de-abed-7aef8d3d025b", new DeterministicIds(null, WorkflowRun.InstanceId).NewGuid().ToString());
        Hex(await run.StartAsync(router: new TaskRouter { SourceAppID = "app1" }, token: "ct-Child first")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_retry_waits_on_a_timer_that_names_the_first_attempt()
    {
        var run = WorkflowRun.Of<object?, string>((context, _) => context.CallActivityAsync<string>(
            "Flaky", options: new WorkflowTaskOptions(new WorkflowRetryPolicy(3, TimeSpan.FromSeconds(1)))));
        await run.StartAsync();
        Hex(await run.TurnAsync(2, "ct-Retry 2", Inbox.TaskFailed(0))).ShouldBe(
            WithText(RetrySecond, "6389264ea6ba537288b309721a3cec1e", Ids.TaskExecutionId(0, "Flaky")));
    }

    [Fact]
    public async Task Continue_as_new_carries_the_events_that_nobody_took()
    {
        var run = WorkflowRun.Of<int, string>(async (context, input) =>
        {
            await context.WaitForExternalEventAsync<string>("Go");
            context.ContinueAsNew(input + 1);
            return "ignored";
        });
        await run.StartAsync("5");
        Hex(await run.TurnAsync(
            3, "ct-Can", Inbox.Raised("Go", "\"first\""), Inbox.Raised("Go", "\"second\""), Inbox.Raised("Other", "1"))).ShouldBe(Can);
    }

    [Fact]
    public async Task Continue_as_new_without_input_has_an_empty_result()
    {
        var run = WorkflowRun.Of<object?, string?>((context, _) =>
        {
            context.SetCustomStatus("cs");
            context.ContinueAsNew();
            return Task.FromResult<string?>(null);
        });
        Hex(await run.StartAsync(token: "ct-CanSync")).ShouldBe(CanSync);
    }

    [Fact]
    public async Task A_null_output_is_an_empty_result()
    {
        var run = WorkflowRun.Of<object?, string?>((_, _) => Task.FromResult<string?>(null));
        Hex(await run.StartAsync(token: "ct-NullOut")).ShouldBe(NullOut);
    }

    [Fact]
    public async Task A_termination_is_acknowledged_without_running_code()
    {
        var run = WorkflowRun.Of<object?, string>((_, _) => throw new InvalidOperationException("must not run"));
        Hex(await run.StartAsync(token: "ct-Terminated", more: Inbox.Terminated())).ShouldBe(Terminated);
    }

    [Fact]
    public async Task A_suspension_is_acknowledged_without_running_code()
    {
        var run = WorkflowRun.Of<object?, string>((_, _) => throw new InvalidOperationException("must not run"));
        Hex(await run.StartAsync(token: "ct-Suspended", more: Inbox.Suspended())).ShouldBe(Suspended);
    }

    [Fact]
    public async Task A_patch_that_was_taken_is_reported_with_the_workflows_name()
    {
        var run = WorkflowRun.Of<object?, string>(
            async (context, _) =>
            {
                context.IsPatched("p1").ShouldBeTrue();
                await context.CallActivityAsync("X");
                return "done";
            },
            name: "Patch");
        Hex(await run.StartAsync(token: "ct-Patch")).ShouldBe(WithText(Patch, "d59af352693957959c52da12eac00350", Ids.TaskExecutionId(0, "X")));
    }

    private static string Hex(IMessage message) => Convert.ToHexString(message.ToByteArray());

    private static string WithText(string hex, string recorded, string ours)
    {
        ours.Length.ShouldBe(recorded.Length);
        hex.ShouldContain(AsHex(recorded));
        return hex.Replace(AsHex(recorded), AsHex(ours), StringComparison.Ordinal);
    }

    private static string AsHex(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
}

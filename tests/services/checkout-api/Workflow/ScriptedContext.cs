using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Events;
using Dapr.Workflow;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

/// <summary>
/// A workflow context whose world is scripted: activities answer what the test says, events are there or never come, and time passes
/// only by waiting.
/// </summary>
internal sealed class ScriptedContext : WorkflowContext
{
    private readonly Dictionary<string, Queue<Func<object?>>> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> events = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(DateTime At, string Name)> later = [];
    private readonly Dictionary<string, TaskCompletionSource> waits = new(StringComparer.OrdinalIgnoreCase);
    private DateTime now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Activities in the order in which they were called.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>How often an activity was called.</summary>
    public int CallsOf(string activity) => Calls.Count(call => string.Equals(call, activity, StringComparison.Ordinal));

    /// <summary>When those calls were made.</summary>
    public List<DateTime> CallTimes { get; } = [];

    /// <summary>Inputs of those calls.</summary>
    public List<object?> Inputs { get; } = [];

    /// <summary>What was recorded outside of the workflow; it does not count as a call.</summary>
    public List<ProgressNote> Notes { get; } = [];

    /// <summary>What was handed to the broker; it does not count as a call.</summary>
    public List<MerchantEvent> Events { get; } = [];

    /// <summary>How often the broker refuses an event before it takes one.</summary>
    public int BrokerRefusals { get; set; }

    /// <summary>Keeps every event on its way until it is completed; null for a broker that answers.</summary>
    public TaskCompletionSource? Broker { get; set; }

    /// <summary>Whether recording fails for good.</summary>
    public bool NotesFail { get; set; }

    /// <summary>Custom statuses in the order in which they were set, with the number of calls made before each.</summary>
    public List<(CheckoutProgress Progress, int CallsBefore)> Reports { get; } = [];

    public override string Name => nameof(CheckoutWorkflow);

    public override string InstanceId => "trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB";

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => false;

    /// <summary>Scripts the answers of an activity; the last one is repeated.</summary>
    public ScriptedContext On(string activity, params object[] results)
    {
        answers[activity] = new(results.Select<object, Func<object?>>(result => () => result is Exception e ? throw e : result));
        return this;
    }

    /// <summary>Lets an activity answer by what has happened so far.</summary>
    public void OnCall(string activity, Func<object> answer) => answers[activity] = new([answer]);

    /// <summary>Makes an event arrive once, before anybody waits for it.</summary>
    public ScriptedContext Raise(string eventName)
    {
        events[eventName] = events.GetValueOrDefault(eventName) + 1;
        return this;
    }

    public override Task<T> CallActivityAsync<T>(string name, object? input = null, WorkflowTaskOptions? options = null)
    {
        if (input is ProgressNote note)
        {
            Notes.Add(note);
            return NotesFail ? Task.FromException<T>(CheckoutScript.Fault) : Task.FromResult((T)(object)true);
        }

        if (input is MerchantEvent merchantEvent)
        {
            return PublishAsync<T>(merchantEvent);
        }

        Calls.Add(name);
        Inputs.Add(input);
        CallTimes.Add(now);
        var queue = answers.GetValueOrDefault(name) ?? throw new InvalidOperationException($"No answer is scripted for {name}.");
        var answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        try
        {
            return Task.FromResult((T)answer()!);
        }
        catch (WorkflowTaskFailedException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private async Task<T> PublishAsync<T>(MerchantEvent merchantEvent)
    {
        await (Broker?.Task ?? Task.CompletedTask);
        if (BrokerRefusals-- > 0)
        {
            throw CheckoutScript.Fault;
        }

        Events.Add(merchantEvent);
        return (T)(object)true;
    }

    /// <summary>Makes an event arrive at a time, while the order waits.</summary>
    public ScriptedContext RaiseAfter(TimeSpan delay, string eventName)
    {
        later.Add((now + delay, eventName));
        return this;
    }

    public override Task<T> WaitForExternalEventAsync<T>(string eventName, TimeSpan timeout)
    {
        if (events.GetValueOrDefault(eventName) > 0)
        {
            events[eventName]--;
            return Task.FromResult(default(T)!);
        }

        now += timeout;
        return Task.FromException<T>(new TaskCanceledException());
    }

    public override async Task<T> WaitForExternalEventAsync<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (events.GetValueOrDefault(eventName) > 0)
        {
            events[eventName]--;
        }
        else
        {
            await (waits[eventName] = new TaskCompletionSource()).Task;
        }

        return default!;
    }

    /// <summary>Time passes: to the end of the timer, or to the first event that somebody waits for.</summary>
    public override Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var end = now + delay;
        foreach (var (at, name) in later.Where(it => it.At <= end).OrderBy(it => it.At).ToList())
        {
            later.Remove((at, name));
            if (waits.Remove(name, out var wait))
            {
                now = at > now ? at : now;
                wait.SetResult();
                return new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            Raise(name);
        }

        now = end;
        return Task.CompletedTask;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        now = fireAt;
        return Task.CompletedTask;
    }

    public override void SetCustomStatus(object? customStatus) => Reports.Add(((CheckoutProgress)customStatus!, Calls.Count));

    public override ILogger CreateReplaySafeLogger(string categoryName) => NullLogger.Instance;

    public override ILogger CreateReplaySafeLogger(Type type) => NullLogger.Instance;

    public override ILogger CreateReplaySafeLogger<T>() => NullLogger.Instance;

    public override bool IsPatched(string patchName) => throw Unused();

    public override Guid NewGuid() => throw Unused();

    public override PropagatedHistory? GetPropagatedHistory() => throw Unused();

    public override Task<TResult> CallChildWorkflowAsync<TResult>(
        string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null) => throw Unused();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw Unused();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw Unused();

    private static InvalidOperationException Unused() => new("A checkout does not use this.");
}

using Dapr.DurableTask.Protobuf;
using Google.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Why and until when a turn is put off.</summary>
/// <param name="Delay">At the latest after this time it is repeated.</param>
/// <param name="Apps">It is repeated at once when a worker of each of these is connected.</param>
internal sealed record TurnRetry(TimeSpan Delay, IReadOnlyList<string> Apps)
{
    internal static TurnRetry AfterFailure { get; } = new(TimeSpan.FromSeconds(1), []);
}

/// <summary>Takes the turns of one instance: sends them to a worker, and saves what the answer amounts to.</summary>
internal sealed class TurnRunner(InstanceActor actor)
{
    /// <summary>History and inbox together must stay under 95 % of the message limit of 4 MiB.</summary>
    private const long MostBytes = 4 * 1024 * 1024 * 95L / 100;

    private const int MostUnsavedGenerations = 20;

    private static readonly TimeSpan DispatchPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly EngineServices _services = actor.Services;
    private IReadOnlyList<InboxEntry> _sent = [];
    private HistoryEvent _started = new();
    private List<InboxEntry> _consumed = [];
    private TurnItem? _item;
    private Generation? _next;
    private int _failedDispatches;

    /// <summary>The generation that turns are taken for: the saved one, or after continue-as-new its unsaved successor.</summary>
    internal Generation Current => _next ?? actor.Saved;

    /// <summary>Settles what the turn that is being sent carries.</summary>
    internal TurnContent Begin()
    {
        _started = HistoryEvents.New(_services.Time, router: _next is null ? null : new TaskRouter { SourceAppID = actor.Key.AppId });
        _started.WorkflowStarted = new WorkflowStartedEvent();
        _sent = actor.Inbox.Send(MostBytes - Current.Bytes);
        List<byte[]> events = [_started.ToByteArray()];
        events.AddRange(_sent.Where(entry => entry.Event is not null).Select(entry => entry.Bytes));
        return new TurnContent([.. Current.Blocks], events);
    }

    /// <summary>Has the turn that is out forgotten.</summary>
    internal void GiveUp() => _item?.GiveUp();

    /// <summary>Takes one turn, and those that follow from it by continue-as-new.</summary>
    /// <returns>Null when it is done; otherwise when to repeat it.</returns>
    internal async Task<TurnRetry?> TakeAsync()
    {
        for (var generation = 1; ; generation++)
        {
            if (Current.Bytes + actor.Inbox.Bytes > MostBytes)
            {
                return await StallAsync(new ExecutionStalledEvent
                {
                    Reason = StalledReason.PayloadSizeExceeded, Description = "History and inbox exceed 95 % of the message limit.",
                });
            }

            var item = _item = new TurnItem(actor);
            _services.WorkersOf(actor.Key.AppId).Enqueue(item);
            try
            {
                if (await item.Answer.WaitAsync(_services.Stopping) is not { } answer)
                {
                    return null;
                }

                var plan = Plan(answer);
                if (plan.ContinueAsNew is not { } next)
                {
                    return await ApplyAsync(plan, answer.CustomStatus);
                }

                await ContinueAsync(next, generation);
            }
            finally
            {
                item.Settle();
            }
        }
    }

    /// <summary>Waits until the turn should be repeated.</summary>
    internal async Task WaitAsync(TurnRetry retry)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_services.Stopping);
        List<Task> reasons = [Task.Delay(retry.Delay, _services.Time, stop.Token)];
        if (retry.Apps.Count > 0)
        {
            reasons.Add(Task.WhenAll(retry.Apps.Select(app => _services.WorkersOf(app).Connected)));
            reasons.Add(actor.Inbox.NextArrival());
        }

        await Task.WhenAny(reasons);
        await stop.CancelAsync();
        _services.Stopping.ThrowIfCancellationRequested();
    }

    private TurnPlan Plan(WorkflowResponse answer)
    {
        List<HistoryEvent> events = [_started];
        events.AddRange(_sent.Select(entry => entry.Event).OfType<HistoryEvent>());
        return new TurnPlanner(actor.Key, Current.State, events, _services.Time).Plan(answer);
    }

    private async Task<TurnRetry?> ApplyAsync(TurnPlan plan, string? customStatus)
    {
        if (plan.Unsupported)
        {
            return TurnRetry.AfterFailure;
        }

        if (plan.Stall is not null)
        {
            return await StallAsync(plan.Stall);
        }

        var others = plan.OtherApps(actor.Key.AppId);
        if (others.Any(app => _services.WorkersOf(app).Streams == 0) && await AwaitAppsAsync(others) is { Count: > 0 } missing)
        {
            if (Current.State.Started is null && plan.Completed is null)
            {
                plan.LeaveOut(missing, actor.Key.AppId);
                await SaveAsync(plan, customStatus, repeat: true);
            }

            _failedDispatches++;
            var pause = TimeSpan.FromSeconds(Math.Min(5 * _failedDispatches, LongestPause.TotalSeconds));
            return new TurnRetry(pause, missing);
        }

        _failedDispatches = 0;
        await SaveAsync(plan, customStatus, repeat: false);
        return null;
    }

    /// <summary>Gives apps without a worker a few seconds to come, with the turn unsaved.</summary>
    private async Task<IReadOnlyList<string>> AwaitAppsAsync(IReadOnlyList<string> apps)
    {
        _item?.Settle();
        try
        {
            await Task.WhenAll(apps.Select(app => _services.WorkersOf(app).Connected))
                .WaitAsync(DispatchPatience, _services.Time, _services.Stopping);
            return [];
        }
        catch (TimeoutException)
        {
            return [.. apps.Where(app => _services.WorkersOf(app).Streams == 0)];
        }
    }

    /// <summary>Begins the next generation. It becomes visible with its first saved turn.</summary>
    private async Task ContinueAsync(CompleteWorkflowAction action, int generation)
    {
        var start = _sent.Select(entry => entry.Event).LastOrDefault(e => e?.ExecutionStarted is not null) ?? Current.State.Started
            ?? throw new InvalidOperationException("A workflow continued as new before it was started.");
        _consumed.AddRange(_sent);
        _next = new Generation();
        var restarted = HistoryEvents.Restarted(_services.Time, start, action.Result);
        actor.Inbox.Consume([new InboxEntry(restarted), .. action.CarryoverEvents.Select(carried => new InboxEntry(carried))]);
        if (generation % MostUnsavedGenerations == 0)
        {
            await new TurnCommit(actor, _next).SaveRestartAsync(_consumed);
            _consumed = [];
            _next = null;
        }
    }

    private async Task SaveAsync(TurnPlan plan, string? customStatus, bool repeat)
    {
        if (plan.NewPatches.Count > 0)
        {
            _started.WorkflowStarted.Version = new WorkflowVersion { Patches = { plan.NewPatches } };
        }

        List<HistoryEvent> events = [_started];
        events.AddRange(_sent.Where(entry => entry.Kept).Select(entry => entry.Event).OfType<HistoryEvent>());
        events.AddRange(plan.Events);
        await new TurnCommit(actor, Current).SaveAsync(plan, events, [.. _consumed, .. _sent], customStatus, repeat);
        _consumed = [];
        _next = null;
    }

    private async Task<TurnRetry?> StallAsync(ExecutionStalledEvent stall)
    {
        var e = HistoryEvents.New(_services.Time);
        e.ExecutionStalled = stall;
        await new TurnCommit(actor, Current).StallAsync(e, _consumed);
        _consumed = [];
        _next = null;
        return null;
    }
}

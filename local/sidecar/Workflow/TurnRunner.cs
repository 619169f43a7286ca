using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

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
    /// <summary>History and inbox together must stay under 95 % of the message limit.</summary>
    private readonly long mostBytes = actor.Services.SettingsOf(actor.Key.AppId).MaxMessageBytes * 95L / 100;

    private const int MostUnsavedGenerations = 20;

    private static readonly TimeSpan DispatchPatience = TimeSpan.FromSeconds(5);

    // Within this time a worker answers, and what the turn carried becomes durable with it, in one commit.
    private static readonly TimeSpan KeepAfter = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly EngineServices services = actor.Services;
    private IReadOnlyList<InboxEntry> sent = [];
    private HistoryEvent started = new();
    private List<InboxEntry> consumed = [];
    private TurnItem? item;
    private Generation? next;
    private int failedDispatches;

    /// <summary>The generation that turns are taken for: the saved one, or after continue-as-new its unsaved successor.</summary>
    internal Generation Current => next ?? actor.Saved;

    /// <summary>Settles what the turn that is being sent carries.</summary>
    internal TurnContent Begin()
    {
        started = HistoryEvents.New(services.Time, router: next is null ? null : new TaskRouter { SourceAppID = actor.Key.AppId });
        started.WorkflowStarted = new WorkflowStartedEvent();
        sent = actor.Inbox.Send(mostBytes - Current.Bytes);
        List<byte[]> events = [started.ToByteArray()];
        events.AddRange(sent.Where(entry => entry.Event is not null).Select(entry => entry.Bytes));
        return new TurnContent([.. Current.Blocks], events);
    }

    /// <summary>Has the turn that is out forgotten.</summary>
    internal void GiveUp() => item?.GiveUp();

    /// <summary>Takes one turn, and those that follow from it by continue-as-new.</summary>
    /// <returns>Null when it is done; otherwise when to repeat it.</returns>
    internal async Task<TurnRetry?> TakeAsync()
    {
        for (var generation = 1; ; generation++)
        {
            if (Current.Bytes + actor.Inbox.Bytes > mostBytes)
            {
                return await StallAsync(new ExecutionStalledEvent
                {
                    Reason = StalledReason.PayloadSizeExceeded, Description = "History and inbox exceed 95 % of the message limit.",
                });
            }

            var turn = item = new TurnItem(actor);
            services.WorkersOf(actor.Key.AppId).Enqueue(turn);
            try
            {
                if (await AnswerAsync(turn) is not { } answer)
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
                turn.Settle();
            }
        }
    }

    /// <summary>
    /// Waits for the worker. A worker that takes its time does not cost the results that came meanwhile: they become durable on their own.
    /// </summary>
    private async Task<WorkflowResponse?> AnswerAsync(TurnItem turn)
    {
        while (true)
        {
            try
            {
                return await turn.Answer.WaitAsync(KeepAfter, services.Time, services.Stopping);
            }
            catch (TimeoutException)
            {
                // Before its first turn is saved an instance leaves no trace, and a next generation begins with its first saved turn.
                if (next is null && actor.Rows.Stored)
                {
                    await KeepInboxAsync();
                }
            }
        }
    }

    private async Task KeepInboxAsync()
    {
        try
        {
            if (!actor.Purged && actor.Inbox.HasLoose)
            {
                await actor.MakeDurableAsync();
            }
        }
        catch (StateStoreException e)
        {
            services.Log.LogWarning(e, "Results for workflow '{InstanceId}' could not be kept before its turn.", actor.Key.InstanceId);
        }
    }

    /// <summary>Waits until the turn should be repeated.</summary>
    internal async Task WaitAsync(TurnRetry retry)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(services.Stopping);
        List<Task> reasons = [Task.Delay(retry.Delay, services.Time, stop.Token)];
        if (retry.Apps.Count > 0)
        {
            reasons.Add(Task.WhenAll(retry.Apps.Select(app => services.WorkersOf(app).Connected)));
            reasons.Add(actor.Inbox.NextArrival());
        }

        await Task.WhenAny(reasons);
        await stop.CancelAsync();
        services.Stopping.ThrowIfCancellationRequested();
    }

    private TurnPlan Plan(WorkflowResponse answer)
    {
        List<HistoryEvent> events = [started];
        events.AddRange(sent.Select(entry => entry.Event).OfType<HistoryEvent>());
        return new TurnPlanner(actor.Key, Current.State, events, services.Time).Plan(answer);
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
        if (others.Any(app => services.WorkersOf(app).Streams == 0) && await AwaitAppsAsync(others) is { Count: > 0 } missing)
        {
            if (Current.State.Started is null && plan.Completed is null)
            {
                plan.LeaveOut(missing, actor.Key.AppId);
                await SaveAsync(plan, customStatus, repeat: true);
            }

            failedDispatches++;
            var pause = TimeSpan.FromSeconds(Math.Min(5 * failedDispatches, LongestPause.TotalSeconds));
            return new TurnRetry(pause, missing);
        }

        failedDispatches = 0;
        await SaveAsync(plan, customStatus, repeat: false);
        return null;
    }

    /// <summary>Gives apps without a worker a few seconds to come, with the turn unsaved.</summary>
    private async Task<IReadOnlyList<string>> AwaitAppsAsync(IReadOnlyList<string> apps)
    {
        item?.Settle();
        try
        {
            await Task.WhenAll(apps.Select(app => services.WorkersOf(app).Connected))
                .WaitAsync(DispatchPatience, services.Time, services.Stopping);
            return [];
        }
        catch (TimeoutException)
        {
            return [.. apps.Where(app => services.WorkersOf(app).Streams == 0)];
        }
    }

    /// <summary>Begins the next generation. It becomes visible with its first saved turn.</summary>
    private async Task ContinueAsync(CompleteWorkflowAction action, int generation)
    {
        var start = sent.Select(entry => entry.Event).LastOrDefault(e => e?.ExecutionStarted is not null) ?? Current.State.Started
            ?? throw new InvalidOperationException("A workflow continued as new before it was started.");
        consumed.AddRange(sent);
        next = new Generation();
        var restarted = HistoryEvents.Restarted(services.Time, start, action.Result);
        actor.Inbox.Consume([new InboxEntry(restarted), .. action.CarryoverEvents.Select(carried => new InboxEntry(carried))]);
        if (generation % MostUnsavedGenerations == 0)
        {
            await new TurnCommit(actor, next).SaveRestartAsync(consumed);
            consumed = [];
            next = null;
        }
    }

    private async Task SaveAsync(TurnPlan plan, string? customStatus, bool repeat)
    {
        if (plan.NewPatches.Count > 0)
        {
            started.WorkflowStarted.Version = new WorkflowVersion { Patches = { plan.NewPatches } };
        }

        List<HistoryEvent> events = [started];
        events.AddRange(sent.Where(entry => entry.Kept).Select(entry => entry.Event).OfType<HistoryEvent>());
        events.AddRange(plan.Events);
        await new TurnCommit(actor, Current).SaveAsync(plan, events, [.. consumed, .. sent], customStatus, repeat);
        consumed = [];
        next = null;
    }

    private async Task<TurnRetry?> StallAsync(ExecutionStalledEvent stall)
    {
        var e = HistoryEvents.New(services.Time);
        e.ExecutionStalled = stall;
        await new TurnCommit(actor, Current).StallAsync(e, consumed);
        consumed = [];
        next = null;
        return null;
    }
}

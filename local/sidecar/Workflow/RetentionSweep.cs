using Checkout.Local.Sidecar.State;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// Deletes the finished instances of one app when their time is over. When that is stands in the store, in the order of time, written in
/// the transaction of the last turn: memory holds only the next due time, and a restart loses nothing.
/// </summary>
internal sealed class RetentionSweep(EngineServices services, string appId, RetentionPolicy policy)
{
    /// <summary>Bounds the size of one transaction.</summary>
    private const int MostAtOnce = 64;

    /// <summary>What falls due within this time goes together.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly Lock sync = new();
    private readonly AsyncGate sweeping = new();
    private DateTimeOffset next = DateTimeOffset.MaxValue;
    private ScheduledCall? call;

    /// <summary>The row that has a finished instance deleted; null when it is kept for ever.</summary>
    internal (StateChange Row, DateTimeOffset Due)? RowFor(InstanceKey key, FinishedRun finished)
    {
        if (policy.After(finished.State.WorkflowStatus) is not { } kept)
        {
            return null;
        }

        var due = services.Time.GetUtcNow() + kept;
        return (new StateChange(JournalKeys.Retention(key, due), System.Text.Encoding.UTF8.GetBytes(finished.Run)), due);
    }

    /// <summary>Sees to it that what is due then gets deleted.</summary>
    internal void Expect(DateTimeOffset due)
    {
        lock (sync)
        {
            if (due >= next)
            {
                return;
            }

            next = due;
            if (call is not null)
            {
                services.Timers.Cancel(call);
            }

            call = services.Timers.Schedule(due + Slack, () => _ = SweepAsync());
        }
    }

    private async Task SweepAsync()
    {
        lock (sync)
        {
            next = DateTimeOffset.MaxValue;
            call = null;
        }

        try
        {
            await sweeping.EnterAsync(services.Stopping);
            try
            {
                await DeleteAllDueAsync();
            }
            finally
            {
                sweeping.Leave();
            }
        }
        catch (EtagMismatchException)
        {
            Expect(services.Time.GetUtcNow()); // an instance was started or purged at this moment
        }
        catch (Exception e) when (!services.Stopping.IsCancellationRequested)
        {
            services.Log.LogError(e, "Finished workflows of app '{AppId}' could not be deleted.", appId);
            Expect(services.Time.GetUtcNow() + PauseAfterFailure);
        }
        catch (Exception)
        {
            return; // stopping
        }
    }

    private async Task DeleteAllDueAsync()
    {
        while (await DeleteDueAsync() is { } due)
        {
            if (due > services.Time.GetUtcNow())
            {
                Expect(due);
                return;
            }
        }
    }

    /// <summary>Deletes a number of instances in one transaction.</summary>
    /// <returns>When the next one is due; null when there is none.</returns>
    private async Task<DateTimeOffset?> DeleteDueAsync()
    {
        var now = services.Time.GetUtcNow();
        List<StateChange> changes = [];
        var count = 0;
        DateTimeOffset? following = null;
        await foreach (var row in services.Journal.RetainedAsync(appId, services.Stopping))
        {
            if (row.Due > now || count == MostAtOnce)
            {
                following = row.Due;
                break;
            }

            changes.Add(new StateChange(row.StoreKey, null));
            changes.AddRange(await services.Journal.DeletionsOfFinishedAsync(row.Key, row.Run));
            count++;
        }

        if (count > 0)
        {
            await services.Journal.CommitAsync(changes);
            services.Counters.CountPurge(count);
        }

        return following;
    }
}

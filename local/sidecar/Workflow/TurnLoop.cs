using Checkout.Local.Sidecar.State;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// Makes an instance a single writer: takes turns one after another while there is something to do, and lets clients' changes in between.
/// No thread belongs to it.
/// </summary>
/// <param name="actor">The instance.</param>
/// <param name="turns">What takes a turn.</param>
/// <param name="mayTurn">Whether there is something to do.</param>
internal sealed class TurnLoop(InstanceActor actor, TurnRunner turns, Func<bool> mayTurn)
{
    private readonly EngineServices services = actor.Services;
    private readonly AsyncGate gate = new();
    private readonly Lock sync = new();
    private bool running;

    /// <summary>Sets the loop going if it is not and there is something to do.</summary>
    internal void Wake()
    {
        lock (sync)
        {
            if (running || !mayTurn())
            {
                return;
            }

            running = true;
        }

        _ = RunAsync();
    }

    /// <summary>Runs a change while no turn is out.</summary>
    internal async Task<T> BetweenTurnsAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await gate.EnterAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await TurnsAsync() is { } retry)
            {
                await turns.WaitAsync(retry);
            }
        }
        catch (Exception) when (services.Stopping.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Takes turns until there is nothing to do (null) or the last one has to be repeated after a while.</summary>
    private async Task<TurnRetry?> TurnsAsync()
    {
        while (true)
        {
            await gate.EnterAsync(services.Stopping);
            try
            {
                lock (sync)
                {
                    if (!mayTurn())
                    {
                        running = false;
                        return null;
                    }
                }

                if (await turns.TakeAsync() is { } retry)
                {
                    return retry;
                }
            }
            catch (StateStoreException e) when (actor.TryRefuse(e))
            {
                return null;
            }
            catch (Exception e) when (!services.Stopping.IsCancellationRequested)
            {
                services.Log.LogError(
                    e, "A turn of workflow '{InstanceId}' of app '{AppId}' failed.", actor.Key.InstanceId, actor.Key.AppId);
                return TurnRetry.AfterFailure;
            }
            finally
            {
                gate.Leave();
            }
        }
    }
}

using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// The undos of the steps that were begun. A step pushes its undo before it starts, because a step that failed may still have happened.
/// </summary>
internal sealed class UndoStack(WorkflowContext context, OrderSignals signals)
{
    private readonly Stack<UndoStep> undos = new();
    private readonly ILogger log = context.CreateReplaySafeLogger<UndoStack>();

    /// <summary>Registers an undo, which answers whether it is confirmed.</summary>
    public void Push(string name, UndoSchedule schedule, Func<Task<bool>> undo) => undos.Push(new UndoStep(name, schedule, undo));

    /// <summary>Runs all undos that are not confirmed yet, last step first, each until it is confirmed.</summary>
    /// <param name="patience">How long one is repeated; zero tries each once.</param>
    /// <returns>Names of those that are left; they may be run again.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan patience)
    {
        var unconfirmed = new List<UndoStep>();
        while (undos.TryPop(out var next))
        {
            if (!await RepeatUntilConfirmedAsync(next, patience))
            {
                log.LogError(
                    "{Undo} of {TrackingNumber} could not be confirmed; people have to look at it.", next.Name, context.InstanceId);
                unconfirmed.Add(next);
            }
        }

        unconfirmed.AsEnumerable().Reverse().ToList().ForEach(undos.Push);
        return [.. unconfirmed.Select(undo => undo.Name)];
    }

    private async Task<bool> RepeatUntilConfirmedAsync(UndoStep step, TimeSpan patience)
    {
        var giveUpAt = context.CurrentUtcDateTime + patience;
        for (var delay = step.Schedule.FirstDelay; ; delay = step.Schedule.After(delay))
        {
            if (await IsConfirmedAsync(step.Undo))
            {
                return true;
            }

            if (context.CurrentUtcDateTime + delay > giveUpAt)
            {
                return false;
            }

            await signals.PspUpdatedAsync(delay);
        }
    }

    private static async Task<bool> IsConfirmedAsync(Func<Task<bool>> undo)
    {
        try
        {
            return await undo();
        }
        catch (WorkflowTaskFailedException)
        {
            return false;
        }
    }

    private sealed record UndoStep(string Name, UndoSchedule Schedule, Func<Task<bool>> Undo);
}

/// <summary>How long to wait between two tries of an undo; each pause is twice the one before.</summary>
/// <param name="FirstDelay">The first pause.</param>
/// <param name="LongestDelay">The longest.</param>
internal sealed record UndoSchedule(TimeSpan FirstDelay, TimeSpan LongestDelay)
{
    /// <summary>A PSP may take minutes over a void and days over a refund.</summary>
    public static readonly UndoSchedule OfPayment = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));

    /// <summary>Items are in our own hands: only a fault keeps them.</summary>
    public static readonly UndoSchedule OfFulfilment = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    public TimeSpan After(TimeSpan delay) => delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
}

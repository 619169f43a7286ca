using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// The undos of the steps that were begun. A step pushes its undo before it starts, because a step that failed may still have happened.
/// </summary>
internal sealed class UndoStack(WorkflowContext context, OrderSignals signals)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly Stack<UndoStep> undos = new();
    private readonly ILogger log = context.CreateReplaySafeLogger<UndoStack>();

    /// <summary>Registers an undo, which answers whether it is confirmed.</summary>
    public void Push(string name, Func<Task<bool>> undo) => undos.Push(new UndoStep(name, undo));

    /// <summary>Runs all undos that are not confirmed yet, last step first, each until it is confirmed.</summary>
    /// <param name="patience">How long one is repeated; zero tries each once.</param>
    /// <returns>Names of those that are left; they may be run again.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan patience)
    {
        var unconfirmed = new List<UndoStep>();
        while (undos.TryPop(out var next))
        {
            if (!await RepeatUntilConfirmedAsync(next.Undo, patience))
            {
                log.LogError(
                    "{Undo} of {TrackingNumber} could not be confirmed; people have to look at it.", next.Name, context.InstanceId);
                unconfirmed.Add(next);
            }
        }

        unconfirmed.AsEnumerable().Reverse().ToList().ForEach(undos.Push);
        return [.. unconfirmed.Select(undo => undo.Name)];
    }

    private async Task<bool> RepeatUntilConfirmedAsync(Func<Task<bool>> undo, TimeSpan patience)
    {
        var giveUpAt = context.CurrentUtcDateTime + patience;
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            if (await IsConfirmedAsync(undo))
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

    private sealed record UndoStep(string Name, Func<Task<bool>> Undo);
}

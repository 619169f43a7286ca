using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// The undos of the steps that were begun. A step pushes its undo before it starts, because a step that failed may still have happened.
/// </summary>
internal sealed class UndoStack(WorkflowContext context, TimeSpan deadline)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly Stack<(string Name, Func<Task<bool>> Undo)> undos = new();
    private readonly ILogger log = context.CreateReplaySafeLogger<UndoStack>();

    /// <summary>Registers an undo, which answers whether it is confirmed.</summary>
    public void Push(string name, Func<Task<bool>> undo) => undos.Push((name, undo));

    /// <summary>Runs all undos, last step first, each until it is confirmed.</summary>
    /// <returns>Names of those that were not confirmed before their deadline.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var unconfirmed = new List<string>();
        while (undos.TryPop(out var next))
        {
            if (!await RepeatUntilConfirmedAsync(next.Undo))
            {
                log.LogError(
                    "{Undo} of {TrackingNumber} could not be confirmed; people have to look at it.", next.Name, context.InstanceId);
                unconfirmed.Add(next.Name);
            }
        }

        return unconfirmed;
    }

    private async Task<bool> RepeatUntilConfirmedAsync(Func<Task<bool>> undo)
    {
        var giveUpAt = context.CurrentUtcDateTime + deadline;
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

            await context.CreateTimer(delay);
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
}

using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>External events of a checkout. None carries data: each only says that it is time to ask the PSP.</summary>
internal static class CheckoutEvents
{
    /// <summary>The PSP has told us that a payment changed.</summary>
    public const string PspUpdate = "psp-update";

    /// <summary>The shopper came back from the challenge of this attempt. The number keeps late returns out of later challenges.</summary>
    public static string ShopperReturn(int attempt) => $"psp-return-{attempt}";

    /// <summary>Waits for the shopper; false once the challenge's deadline has passed.</summary>
    public static Task<bool> ShopperReturnedAsync(WorkflowContext context, Challenge challenge)
    {
        var left = challenge.Deadline.UtcDateTime - context.CurrentUtcDateTime;
        return ArrivesAsync(context, ShopperReturn(challenge.Attempt), left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Waits for the PSP's word, at most <paramref name="limit"/>; false when it did not come.</summary>
    public static Task<bool> PspUpdatedAsync(WorkflowContext context, TimeSpan limit) => ArrivesAsync(context, PspUpdate, limit);

    private static async Task<bool> ArrivesAsync(WorkflowContext context, string name, TimeSpan limit)
    {
        try
        {
            await context.WaitForExternalEventAsync<object?>(name, limit);
            return true;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }
}

using Dapr.Workflow;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>What a delivery's workflow is about.</summary>
/// <param name="TenantId">The merchant.</param>
/// <param name="WebhookId">The webhook.</param>
/// <param name="EventId">The event.</param>
/// <param name="Run">Which run of the delivery.</param>
/// <param name="Attempt">The try, from 1.</param>
public sealed record DeliveryRun(string TenantId, string WebhookId, string EventId, int Run, int Attempt = 1)
{
    /// <summary>Names the run.</summary>
    public override string ToString() => $"{WebhookId}/{EventId}/{Run}";
}

/// <summary>What came of a try.</summary>
/// <param name="Ended">Whether there is nothing more to do: delivered, refused for good, or taken back.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone.</param>
public sealed record DeliveryAttempt(bool Ended, TimeSpan? RetryAfter = null);

/// <summary>
/// Delivers one event to one webhook: tries, waits as <see cref="DeliverySchedule"/> says, and tries again, for some three days. What came of
/// each try is in the delivery's document.
/// </summary>
public sealed class DeliverWebhookWorkflow : Workflow<DeliveryRun, bool>
{
    /// <summary>Event that ends the wait for the next try; a replay raises it.</summary>
    public const string TryNow = "try-now";

    // A store that does not answer for hours. What cannot even be written down counts as a failed try.
    private static readonly WorkflowTaskOptions UntilWritten = new(new WorkflowRetryPolicy(
        maxNumberOfAttempts: 30,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(15)));

    /// <summary>Runs the delivery to its end.</summary>
    /// <param name="context">The engine's view of this run.</param>
    /// <param name="input">What to deliver where.</param>
    /// <returns>True when the delivery's document says how it ended.</returns>
    public override async Task<bool> RunAsync(WorkflowContext context, DeliveryRun input)
    {
        TimeSpan? retryAfter = null;
        for (var attempt = 1; attempt <= DeliverySchedule.Attempts; attempt++)
        {
            await WaitAsync(context, DeliverySchedule.PauseBefore(attempt, input.ToString(), retryAfter));
            var tried = await TryAsync(context, input with { Attempt = attempt });
            if (tried.Ended)
            {
                return true;
            }

            retryAfter = tried.RetryAfter;
        }

        return false;
    }

    private static async Task WaitAsync(WorkflowContext context, TimeSpan pause)
    {
        if (pause == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await context.WaitForExternalEventAsync<object?>(TryNow, pause);
        }
        catch (TaskCanceledException)
        {
            // The pause is over.
        }
    }

    private static async Task<DeliveryAttempt> TryAsync(WorkflowContext context, DeliveryRun attempt)
    {
        try
        {
            return await context.CallActivityAsync<DeliveryAttempt>(nameof(SendWebhook), attempt, UntilWritten);
        }
        catch (WorkflowTaskFailedException)
        {
            return new DeliveryAttempt(Ended: false);
        }
    }
}

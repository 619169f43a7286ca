using Checkout.Contracts;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>How activities of other apps are called.</summary>
internal static class StepOptions
{
    /// <summary>
    /// For a step: faults (an app or store that does not answer) are retried for some ten minutes. Declines are values and are not.
    /// </summary>
    public static WorkflowTaskOptions Step(string appId) => new(
        new WorkflowRetryPolicy(
            maxNumberOfAttempts: 20,
            firstRetryInterval: TimeSpan.FromMilliseconds(500),
            backoffCoefficient: 2,
            maxRetryInterval: TimeSpan.FromMinutes(1),
            retryTimeout: TimeSpan.FromMinutes(10)),
        appId);

    /// <summary>For a note in this app's own books: tried for some ten minutes; the order does not depend on it.</summary>
    public static WorkflowTaskOptions Record { get; } = Step(AppIds.CheckoutApi) with { TargetAppId = null };

    /// <summary>For an event: a day of tries, after which <see cref="Events.EventOutbox"/> begins anew.</summary>
    public static WorkflowTaskOptions Publish { get; } = new(new WorkflowRetryPolicy(
        maxNumberOfAttempts: 34,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>For the operators' queue: people have to see it, so it is tried for a month.</summary>
    public static WorkflowTaskOptions Queue { get; } = new(new WorkflowRetryPolicy(
        maxNumberOfAttempts: 1_000,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>For an undo: the repeating is done by <see cref="UndoStack"/>, which also repeats what was not confirmed.</summary>
    public static WorkflowTaskOptions Undo(string appId) => new(TargetAppId: appId);
}

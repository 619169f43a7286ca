using Checkout.Contracts.Checkouts;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// What an order does that cannot undo itself: it stands in the operators' queue, tries once a day, and again whenever an operator says so or
/// the PSP has news, until everything is confirmed or an operator has settled it by hand.
/// </summary>
internal sealed class OperatorHelp(WorkflowContext context, CheckoutOrder order, OrderSignals signals, UndoStack undo)
{
    /// <summary>Reason code of an order whose undo could not be confirmed.</summary>
    public const string UndoUnconfirmed = "UNDO_UNCONFIRMED";

    private static readonly TimeSpan RetryEvery = TimeSpan.FromDays(1);

    /// <summary>Returns when nothing is left to undo, or an operator has taken it over.</summary>
    /// <param name="unconfirmed">Undos that are left.</param>
    /// <returns>Undos that an operator has settled by hand.</returns>
    public async Task<IReadOnlyList<string>> HelpAsync(IReadOnlyList<string> unconfirmed)
    {
        while (unconfirmed.Count > 0)
        {
            await ReportAsync(unconfirmed);
            var heard = await signals.FirstAsync(
                RetryEvery, CheckoutEvents.OperatorResolve, CheckoutEvents.OperatorRetry, CheckoutEvents.PspUpdate);
            if (heard is CheckoutEvents.OperatorResolve)
            {
                return unconfirmed;
            }

            unconfirmed = await undo.RunAsync(TimeSpan.Zero);
        }

        await context.CallActivityAsync<bool>(
            nameof(Operations.ClearStuckOrder), new StuckOrder(context.InstanceId, order.TenantId, UndoUnconfirmed, []), StepOptions.Queue);
        return unconfirmed;
    }

    private Task<bool> ReportAsync(IReadOnlyList<string> unconfirmed) => context.CallActivityAsync<bool>(
        CheckoutActivities.ReportStuckOrder,
        new StuckOrder(context.InstanceId, order.TenantId, UndoUnconfirmed, unconfirmed),
        StepOptions.Queue);
}

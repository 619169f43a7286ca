using Checkout.Api.Checkouts.Events;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// One order from submit to delivery: paid and delivered, or not charged. Whatever was begun before a failure is undone in reverse order.
/// </summary>
public sealed class CheckoutWorkflow : Workflow<CheckoutOrder, CheckoutOutcome>
{
    /// <summary>Runs the order to its end.</summary>
    /// <param name="context">The engine's view of this run.</param>
    /// <param name="input">The order.</param>
    /// <returns>How it ended; an order never ends by an exception.</returns>
    public override async Task<CheckoutOutcome> RunAsync(WorkflowContext context, CheckoutOrder input)
    {
        var events = new EventOutbox(context, input);
        var progress = new ProgressReport(context, input.TenantId, events);
        var signals = new OrderSignals(context);
        var undo = new UndoStack(context, signals);
        var fulfilment = new FulfilmentSteps(context, input, undo);
        var payment = new PaymentSteps(context, input, undo, signals, progress);
        var operators = new OperatorHelp(context, input, signals, undo);
        try
        {
            progress.Reached(CheckoutPhase.Authorizing);
            await Task.WhenAll(fulfilment.ReserveAsync(), payment.AuthorizeAsync());
            await payment.SettleAuthorizationAsync();

            progress.Reached(CheckoutPhase.Capturing);
            await payment.CaptureAsync();

            progress.Reached(CheckoutPhase.Delivering);
            await fulfilment.DeliverAsync();

            progress.Reached(CheckoutPhase.Done);
            await progress.RecordAsync();
            await events.DrainAsync();
            return new CheckoutOutcome(Completed: true, ReasonCode: null, Unconfirmed: []);
        }
        catch (Exception e) when (e is CheckoutFailedException or WorkflowTaskFailedException)
        {
            var failure = CheckoutFailedException.FailureOf(e);
            progress.Failing(CheckoutPhase.Undoing, failure);
            await progress.RecordAsync();
            var unconfirmed = await undo.RunAsync(input.Deadlines.Undo);
            if (unconfirmed.Count > 0)
            {
                progress.Failing(CheckoutPhase.Stuck, failure);
                await progress.RecordAsync();
                unconfirmed = await operators.HelpAsync(unconfirmed);
            }

            progress.Failing(CheckoutPhase.Failed, failure);
            await progress.RecordAsync();
            await events.DrainAsync();
            return new CheckoutOutcome(Completed: false, failure.ReasonCode, unconfirmed);
        }
    }
}

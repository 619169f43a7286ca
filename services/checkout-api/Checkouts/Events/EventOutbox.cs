using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Events;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Events;

/// <summary>
/// The events of one order on their way to the broker. The workflow's history is the outbox: an event is in it from the turn in which it
/// happened, and stays until the broker has taken it. The order itself does not wait; its workflow does at its end.
/// </summary>
internal sealed class EventOutbox(WorkflowContext context, CheckoutOrder order)
{
    private readonly List<Task> publications = [];
    private readonly ILogger log = context.CreateReplaySafeLogger<EventOutbox>();

    /// <summary>Publishes what a merchant wants to hear of a progress; most are of no interest.</summary>
    public void Add(CheckoutProgress progress)
    {
        if (TypeOf(progress.Phase) is { } type)
        {
            Add(type, progress);
        }
    }

    /// <summary>Publishes that a failed order's payment was given back, if there was one and the PSP has confirmed it.</summary>
    public void Add(ReversalResult reversal, CheckoutProgress progress)
    {
        if (reversal is { Confirmed: true, Kind: not ReversalResult.Nothing })
        {
            Add(MerchantEventTypes.PaymentReversed, progress);
        }
    }

    /// <summary>Waits until the broker has everything.</summary>
    public Task DrainAsync() => Task.WhenAll(publications);

    private void Add(string type, CheckoutProgress progress) => publications.Add(PublishAsync(new MerchantEvent(
        MerchantEvent.IdOf(context.InstanceId, progress.Version, type),
        type,
        order.TenantId,
        context.InstanceId,
        order.CorrelationId,
        progress.Version,
        new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero),
        progress.Phase.ToString(),
        progress.Phase.ToMessageCode(),
        order.Amount,
        progress.ReasonCode,
        order.SessionId)));

    private async Task PublishAsync(MerchantEvent merchantEvent)
    {
        while (true)
        {
            try
            {
                await context.CallActivityAsync<bool>(nameof(PublishEvent), merchantEvent, StepOptions.Publish);
                return;
            }
            catch (WorkflowTaskFailedException)
            {
                log.LogError("{EventId} could not be published for a day; the broker is asked on.", merchantEvent.Id);
            }
        }
    }

    private static string? TypeOf(CheckoutPhase phase) => phase switch
    {
        CheckoutPhase.Done => MerchantEventTypes.CheckoutCompleted,
        CheckoutPhase.Undoing => MerchantEventTypes.CheckoutFailed,
        CheckoutPhase.AwaitingShopper => MerchantEventTypes.CheckoutActionRequired,
        _ => null,
    };
}

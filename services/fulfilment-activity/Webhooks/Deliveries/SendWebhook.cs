using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Events;
using Dapr.Workflow;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>
/// One try of a delivery: sends, then writes down what came of it. A crash in between sends once more, under the same <c>webhook-id</c>; what
/// is written down is not sent again.
/// </summary>
internal sealed partial class SendWebhook(
    DeliveryRecords deliveries,
    EndpointRecords endpoints,
    EventBook events,
    WebhookSender sender,
    FulfilmentMetrics metrics,
    TimeProvider time,
    ILogger<SendWebhook> log)
    : WorkflowActivity<DeliveryRun, DeliveryAttempt>
{
    private const string Gone = "GONE";

    private static readonly DeliveryAttempt Ended = new(Ended: true);

    public override async Task<DeliveryAttempt> RunAsync(WorkflowActivityContext context, DeliveryRun input)
    {
        if (await deliveries.FindAsync(input.WebhookId, input.EventId, CancellationToken.None) is not { State: WebhookDeliveryState.Pending } delivery
            || delivery.Run != input.Run)
        {
            return Ended;
        }

        if (delivery.RunAttempts >= input.Attempt)
        {
            return new DeliveryAttempt(Ended: false, delivery.NextAttemptAt - time.GetUtcNow());
        }

        var endpoint = await endpoints.FindAsync(input.TenantId, input.WebhookId, CancellationToken.None);
        var merchantEvent = await events.FindAsync(input.EventId, CancellationToken.None);
        if (endpoint is not { State: WebhookState.Enabled } || merchantEvent is null
            || !WebhookMessage.IsFor(merchantEvent, endpoint.Format))
        {
            await deliveries.UpdateAsync(input.WebhookId, input.EventId, current => IsAt(current, input) ? current!.Cancel() : current ?? delivery);
            return Ended;
        }

        return await SendAsync(input, delivery, endpoint, merchantEvent);
    }

    private async Task<DeliveryAttempt> SendAsync(DeliveryRun input, Delivery delivery, WebhookEndpoint endpoint, MerchantEvent merchantEvent)
    {
        var at = time.GetUtcNow();
        var answer = await sender.SendAsync(input.TenantId, endpoint, merchantEvent, CancellationToken.None);
        if (answer.IsGone)
        {
            await endpoints.DisableAsync(input.TenantId, input.WebhookId, Gone);
        }

        var state = StateAfter(answer, input.Attempt);
        if (state is WebhookDeliveryState.DeadLetter)
        {
            LogDeadLetter(input.EventId, input.WebhookId, answer.StatusCode, answer.Error);
        }

        DateTimeOffset? next = state is WebhookDeliveryState.Pending
            ? time.GetUtcNow() + DeliverySchedule.PauseBefore(input.Attempt + 1, input.ToString(), answer.RetryAfter)
            : null;
        var attempt = new WebhookAttempt(at, answer.StatusCode, answer.Error, (int)answer.Took.TotalMilliseconds);
        await deliveries.UpdateAsync(
            input.WebhookId, input.EventId, current => IsAt(current, input) ? current!.With(input.Attempt, attempt, state, next) : current ?? delivery);
        metrics.WebhookAttempted(state.ToString(), answer.StatusCode, answer.Error);
        return new DeliveryAttempt(state is not WebhookDeliveryState.Pending, answer.RetryAfter);
    }

    // A replay that came meanwhile has its own workflow, and the same try written down by a twin counts once.
    private static bool IsAt(Delivery? delivery, DeliveryRun input) =>
        delivery is { State: WebhookDeliveryState.Pending } && delivery.Run == input.Run && delivery.RunAttempts < input.Attempt;

    private static WebhookDeliveryState StateAfter(WebhookAnswer answer, int attempt)
    {
        if (answer.IsSuccess)
        {
            return WebhookDeliveryState.Delivered;
        }

        return answer.IsGone || attempt >= DeliverySchedule.Attempts ? WebhookDeliveryState.DeadLetter : WebhookDeliveryState.Pending;
    }

    [LoggerMessage(
        EventId = 3102,
        Level = LogLevel.Warning,
        Message = "{EventId} could not be delivered to {WebhookId} and is a dead letter (status {StatusCode}, {Error}).")]
    private partial void LogDeadLetter(string eventId, string webhookId, int? statusCode, string? error);
}

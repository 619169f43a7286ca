using System.Security.Cryptography;
using System.Text;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Dapr.Workflow;
using Grpc.Core;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>
/// Starts deliveries, each once. Dapr would run a finished workflow of the same ID again, so the delivery's document comes first and notes
/// that the workflow was started; and should it be started twice all the same, the document tells the second that all is done.
/// </summary>
internal sealed class DeliveryStart(DeliveryRecords deliveries, DaprWorkflowClient workflows, TimeProvider time)
{
    /// <summary>Delivers an event that has come in, unless that was begun before.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    /// <exception cref="RpcException">The workflow engine did not answer.</exception>
    public async Task StartAsync(MerchantEvent merchantEvent, string webhookId, CancellationToken cancellationToken)
    {
        var delivery = await deliveries.UpdateAsync(webhookId, merchantEvent.Id, current => current ?? Delivery.Of(merchantEvent));
        await EnsureWorkflowAsync(merchantEvent.TenantId, webhookId, delivery, cancellationToken);
    }

    /// <summary>Delivers an event again from the beginning; one that is on its way is tried now.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    /// <exception cref="RpcException">The workflow engine did not answer.</exception>
    public async Task ReplayAsync(MerchantEvent merchantEvent, string webhookId, CancellationToken cancellationToken)
    {
        var found = await deliveries.FindAsync(webhookId, merchantEvent.Id, cancellationToken);
        if (found is { State: WebhookDeliveryState.Pending, HasWorkflow: true }
            && await TryNowAsync(webhookId, found, cancellationToken))
        {
            return;
        }

        var delivery = await deliveries.UpdateAsync(webhookId, merchantEvent.Id, current => current switch
        {
            null => Delivery.Of(merchantEvent),
            _ when current.Run == found?.Run && current.HasWorkflow => current.Again(),
            _ => current, // begun, or replayed by somebody else meanwhile
        });
        await EnsureWorkflowAsync(merchantEvent.TenantId, webhookId, delivery, cancellationToken);
    }

    private async Task<bool> TryNowAsync(string webhookId, Delivery delivery, CancellationToken cancellationToken)
    {
        var id = IdOf(webhookId, delivery);
        var state = await workflows.GetWorkflowStateAsync(id, getInputsAndOutputs: false, cancellationToken);
        if (!state.Exists || state.IsWorkflowCompleted)
        {
            return false; // somebody has ended it from outside
        }

        await workflows.RaiseEventAsync(id, DeliverWebhookWorkflow.TryNow, cancellation: cancellationToken);
        return true;
    }

    private async Task EnsureWorkflowAsync(string tenantId, string webhookId, Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.HasWorkflow)
        {
            return;
        }

        var run = new DeliveryRun(tenantId, webhookId, delivery.EventId, delivery.Run);
        try
        {
            await workflows.ScheduleNewWorkflowAsync(
                nameof(DeliverWebhookWorkflow), IdOf(webhookId, delivery), run, time.GetUtcNow(), cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
        {
            // It was started before, and the note of it was lost.
        }

        await deliveries.UpdateAsync(webhookId, delivery.EventId, current =>
            current is { HasWorkflow: false } && current.Run == delivery.Run ? current with { HasWorkflow = true } : current ?? delivery);
    }

    // Dapr's limit is 64 characters, which two names and a number exceed.
    private static string IdOf(string webhookId, Delivery delivery) => "webhook-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{webhookId}/{delivery.EventId}/{delivery.Run}")).AsSpan(0, 16));
}

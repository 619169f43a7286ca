using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;
using Dapr.Workflow;
using Grpc.Core;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>Starts an admitted order: its card into the vault, then the workflow.</summary>
internal sealed class OrderStart(
    PaymentService payments, DaprWorkflowClient workflows, CheckoutProgressReader reader, ReturnState returns, TimeProvider time)
{
    // Ends well before an admission's lease, so that a takeover never meets a start that is still on its way.
    private static readonly TimeSpan Limit = AdmissionBook.Lease / 3;

    /// <summary>Whether the order was started before, by a request that was lost on its way back. It may have ended long ago.</summary>
    public async Task<bool> HasStartedAsync(string trackingNumber, CancellationToken cancellationToken) =>
        await reader.ReadAsync(trackingNumber, cancellationToken) is not null;

    /// <summary>Returns once the workflow has taken its first turn, so that its status can be read.</summary>
    /// <exception cref="OperationCanceledException">It took too long; it may have started all the same.</exception>
    public async Task StartAsync(string trackingNumber, CheckoutOrder order, SubmittedOrder submitted, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var giveUpAt = time.GetUtcNow() + Limit;
        var complete = order with { ReturnUrl = await returns.UrlAsync(submitted.CheckoutUrl, trackingNumber, limit.Token) };
        complete = complete with { Instrument = await VaultAsync(complete.Instrument, submitted.Request.PaymentMethod!, limit.Token) };

        if (time.GetUtcNow() >= giveUpAt)
        {
            // The process stood still, and no timer told us.
            throw new OperationCanceledException("The order took too long to start.");
        }

        await ScheduleAsync(trackingNumber, complete, limit.Token);
    }

    /// <summary>Starts the workflow; one that runs already is left alone.</summary>
    /// <exception cref="RpcException">Dapr did not take it.</exception>
    public async Task ScheduleAsync(string trackingNumber, CheckoutOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.ScheduleNewWorkflowAsync(nameof(CheckoutWorkflow), trackingNumber, order, startTime: null, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
        {
            // An earlier try reached Dapr although its answer did not reach us.
        }
    }

    /// <summary>Puts what nobody else may see into the vault.</summary>
    private async Task<PaymentInstrument> VaultAsync(
        PaymentInstrument instrument, PaymentMethodDto method, CancellationToken cancellationToken)
    {
        var isByCard = instrument.Channel is PaymentChannel.CreditCard;
        if (isByCard && instrument.StoredMethodUrn is null)
        {
            instrument = instrument with { CardToken = await payments.VaultAsync(method.CreditCard!.ToCardData(), cancellationToken) };
        }

        var payer = !isByCard ? method.Payer?.ToPayerData()
            : method.Browser is { } browser ? new PayerData(Browser: browser.ToBrowserData())
            : null;
        return payer is null ? instrument : instrument with { PayerToken = await payments.VaultAsync(payer, cancellationToken) };
    }
}

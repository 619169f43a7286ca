using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;
using Checkout.Contracts.Payments;
using Dapr.Workflow;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>Admits an order: once per correlation ID, only what its offer sells, the card into the vault, then the workflow.</summary>
internal sealed class CheckoutSubmission(
    OfferBook offers,
    PaymentService payments,
    AdmissionBook admissions,
    RequestFingerprint fingerprints,
    DaprWorkflowClient workflows,
    IOptions<CheckoutOptions> options,
    TimeProvider time)
{
    // Ends well before an admission's lease, so that a takeover never meets a start that is still on its way.
    private static readonly TimeSpan StartLimit = AdmissionBook.Lease / 3;

    /// <summary>Submits a valid request.</summary>
    /// <param name="tenantId">Whose order it is.</param>
    /// <param name="request">The request, validated.</param>
    /// <param name="canonical">Its content in canonical form, for comparison with a retry.</param>
    /// <param name="checkoutUrl">Absolute URL of this route, below which the order gets its URLs.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<SubmissionOutcome> SubmitAsync(
        string tenantId, CheckoutRequest request, ReadOnlyMemory<byte> canonical, string checkoutUrl, CancellationToken cancellationToken)
    {
        var cart = request.Order!;
        if (cart.CorrelationId is not { } correlationId)
        {
            var (draft, rejection) = await AdmitAsync(tenantId, request, cancellationToken);
            return rejection ?? await StartAsync(TrackingNumber.New(time.GetUtcNow()), draft!, request, checkoutUrl, cancellationToken);
        }

        var fingerprint = await fingerprints.OfAsync(canonical, cancellationToken);
        if (await admissions.PeekAsync(tenantId, correlationId, fingerprint, cancellationToken) is { } decided)
        {
            return OutcomeOf(decided);
        }

        var (order, refusal) = await AdmitAsync(tenantId, request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var claim = await admissions.ClaimAsync(tenantId, correlationId, fingerprint, cancellationToken);
        return claim is AdmissionClaim.Granted granted
            ? await StartOnceAsync(granted, order!, request, checkoutUrl)
            : OutcomeOf(claim);
    }

    private static SubmissionOutcome OutcomeOf(AdmissionClaim claim) => claim switch
    {
        AdmissionClaim.Replayed replayed => new SubmissionOutcome.Accepted(replayed.TrackingNumber, Replayed: true),
        AdmissionClaim.InFlight inFlight => new SubmissionOutcome.InFlight(inFlight.RetryAfter),
        _ => new SubmissionOutcome.Rejected(MessageCode.IdempotencyConflict, "The correlationId belongs to an order with other content."),
    };

    private async Task<(CheckoutOrder? Order, SubmissionOutcome? Rejection)> AdmitAsync(
        string tenantId, CheckoutRequest request, CancellationToken cancellationToken)
    {
        var (cart, method) = (request.Order!, request.PaymentMethod!);
        if (!string.Equals(method.PaymentChannel, "CreditCard", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new SubmissionOutcome.Rejected(MessageCode.PaymentChannelNotAvailable));
        }

        var offer = await offers.FindAsync(tenantId, cart.OfferIdentifier!, cancellationToken);
        var (priced, messageCode) = OrderPricing.Price(cart, offer, time.GetUtcNow());
        if (priced is null)
        {
            return (null, new SubmissionOutcome.Rejected(messageCode!));
        }

        var customerUrn = cart.Customer!.CustomerUrn!;
        var storedMethodUrn = method.PaysWithStoredMethod ? method.CreditCard!.StoredMethodUrn : null;
        if (storedMethodUrn is not null
            && await payments.FindStoredMethodAsync(tenantId, customerUrn, storedMethodUrn, cancellationToken) is null)
        {
            return (null, new SubmissionOutcome.Rejected(MessageCode.PaymentMethodNotFound));
        }

        var limits = options.Value;
        return (new CheckoutOrder(
            tenantId,
            customerUrn,
            cart.CorrelationId,
            cart.OfferIdentifier!,
            priced.Lines,
            priced.Total,
            new PaymentInstrument(CardToken: null, storedMethodUrn, method.StoresMethodOnSuccess, method.ProviderIdentifier),
            ReturnUrl: string.Empty,
            new CheckoutDeadlines(limits.ChallengeDeadline, limits.InquiryDeadline, limits.UndoDeadline)), null);
    }

    // Once claimed, the start is seen through even when the caller has gone.
    private async Task<SubmissionOutcome> StartOnceAsync(
        AdmissionClaim.Granted granted, CheckoutOrder order, CheckoutRequest request, string checkoutUrl)
    {
        var (tenantId, correlationId) = (order.TenantId, order.CorrelationId!);
        try
        {
            // A takeover may find that the earlier request did start the workflow before it was lost.
            var known = await workflows.GetWorkflowStateAsync(granted.TrackingNumber, getInputsAndOutputs: false, CancellationToken.None);
            if (!known.Exists)
            {
                await StartAsync(granted.TrackingNumber, order, request, checkoutUrl, CancellationToken.None);
            }
        }
        catch (Exception)
        {
            await admissions.ReleaseAsync(tenantId, correlationId, granted.Owner, CancellationToken.None);
            throw;
        }

        await admissions.MarkStartedAsync(tenantId, correlationId, granted.Owner, CancellationToken.None);
        return new SubmissionOutcome.Accepted(granted.TrackingNumber, Replayed: false);
    }

    private async Task<SubmissionOutcome> StartAsync(
        string trackingNumber, CheckoutOrder order, CheckoutRequest request, string checkoutUrl, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        var complete = order with { ReturnUrl = $"{checkoutUrl}/{trackingNumber}/return/" };
        if (!request.PaymentMethod!.PaysWithStoredMethod)
        {
            var token = await payments.VaultAsync(CardOf(request.PaymentMethod.CreditCard!), limit.Token);
            complete = complete with { Instrument = complete.Instrument with { CardToken = token } };
        }

        try
        {
            await workflows.ScheduleNewWorkflowAsync(nameof(CheckoutWorkflow), trackingNumber, complete, startTime: null, limit.Token);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
        {
            // An earlier try reached Dapr although its answer did not reach us.
        }

        return new SubmissionOutcome.Accepted(trackingNumber, Replayed: false);
    }

    private static CardData CardOf(CreditCardDto card) => new(
        card.CardHolderName!,
        card.CardNumber,
        FreshCardValidator.MonthOf(card.ExpireMonth)!.Value,
        FreshCardValidator.YearOf(card.ExpireYear)!.Value,
        card.Cvc,
        card.CardAlias);
}

/// <summary>What became of a submitted order.</summary>
internal abstract record SubmissionOutcome
{
    /// <summary>It runs, now or since an earlier request.</summary>
    internal sealed record Accepted(string TrackingNumber, bool Replayed) : SubmissionOutcome;

    /// <summary>It was not admitted; nothing happened.</summary>
    internal sealed record Rejected(string MessageCode, string? Message = null) : SubmissionOutcome;

    /// <summary>Another request is starting it; ask again later.</summary>
    internal sealed record InFlight(TimeSpan RetryAfter) : SubmissionOutcome;
}

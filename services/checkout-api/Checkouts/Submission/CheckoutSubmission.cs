using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>Submits orders: each once under either of its names, and only what its offer sells.</summary>
internal sealed class CheckoutSubmission(
    OrderAdmission admission, AdmissionBook admissions, RequestFingerprint fingerprints, OrderStart start, TimeProvider time)
{
    /// <summary>Submits a valid request.</summary>
    /// <param name="submitted">The request.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<SubmissionOutcome> SubmitAsync(SubmittedOrder submitted, CancellationToken cancellationToken)
    {
        var guards = AdmissionGuards.Of(submitted.TenantId, submitted.Request.Order!.CorrelationId, submitted.IdempotencyKey);
        return guards is null
            ? await SubmitUnguardedAsync(submitted, cancellationToken)
            : await SubmitOnceAsync(submitted, guards, cancellationToken);
    }

    private async Task<SubmissionOutcome> SubmitUnguardedAsync(SubmittedOrder submitted, CancellationToken cancellationToken)
    {
        var (order, refusal) = await admission.AdmitAsync(submitted, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var trackingNumber = TrackingNumber.New(time.GetUtcNow());
        await start.StartAsync(trackingNumber, order!, submitted, cancellationToken);
        return new SubmissionOutcome.Accepted(trackingNumber, Replayed: false);
    }

    private async Task<SubmissionOutcome> SubmitOnceAsync(
        SubmittedOrder submitted, AdmissionGuards guards, CancellationToken cancellationToken)
    {
        var fingerprint = await fingerprints.OfAsync(submitted.Canonical, cancellationToken);
        if (await admissions.PeekAsync(guards, fingerprint, cancellationToken) is { } decided)
        {
            return OutcomeOf(decided);
        }

        // A refusal is not remembered: nothing happened, and the corrected order may come under the same names.
        var (order, refusal) = await admission.AdmitAsync(submitted, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var claim = await admissions.ClaimAsync(guards, fingerprint, cancellationToken);
        return claim is AdmissionClaim.Granted granted
            ? await StartOnceAsync(granted, order!, submitted, guards)
            : OutcomeOf(claim);
    }

    // Once claimed, the start is seen through even when the caller has gone.
    private async Task<SubmissionOutcome> StartOnceAsync(
        AdmissionClaim.Granted granted, CheckoutOrder order, SubmittedOrder submitted, AdmissionGuards guards)
    {
        try
        {
            if (!await start.HasStartedAsync(granted.TrackingNumber, CancellationToken.None))
            {
                await start.StartAsync(granted.TrackingNumber, order, submitted, CancellationToken.None);
            }
        }
        catch (Exception)
        {
            await admissions.ReleaseAsync(guards, granted.Owner, CancellationToken.None);
            throw;
        }

        await admissions.MarkStartedAsync(guards, granted.Owner, CancellationToken.None);
        return new SubmissionOutcome.Accepted(granted.TrackingNumber, Replayed: false);
    }

    private static SubmissionOutcome OutcomeOf(AdmissionClaim claim) => claim switch
    {
        AdmissionClaim.Replayed replayed => new SubmissionOutcome.Accepted(replayed.TrackingNumber, Replayed: true),
        AdmissionClaim.InFlight inFlight => new SubmissionOutcome.InFlight(inFlight.RetryAfter),
        _ => new SubmissionOutcome.Rejected(
            MessageCode.IdempotencyConflict, "The correlationId or Idempotency-Key belongs to an order with other content."),
    };
}

/// <summary>A valid request and where it came from.</summary>
/// <param name="TenantId">Whose order it is.</param>
/// <param name="IdempotencyKey">The header of that name, if sent.</param>
/// <param name="Request">The request, validated.</param>
/// <param name="Canonical">Its content in canonical form, for comparison with a retry.</param>
/// <param name="CheckoutUrl">Absolute URL of this route, below which the order gets its URLs.</param>
internal sealed record SubmittedOrder(
    string TenantId, string? IdempotencyKey, CheckoutRequest Request, ReadOnlyMemory<byte> Canonical, string CheckoutUrl);

/// <summary>What became of a submitted order.</summary>
internal abstract record SubmissionOutcome
{
    /// <summary>It runs, now or since an earlier request.</summary>
    internal sealed record Accepted(string TrackingNumber, bool Replayed) : SubmissionOutcome;

    /// <summary>It was not admitted; nothing happened.</summary>
    internal sealed record Rejected(string MessageCode, string? Message = null) : SubmissionOutcome;

    /// <summary>It was not admitted: one of its fields is wrong for its offer.</summary>
    internal sealed record Invalid(string PropertyPath, string Message) : SubmissionOutcome;

    /// <summary>Another request is starting it; ask again later.</summary>
    internal sealed record InFlight(TimeSpan RetryAfter) : SubmissionOutcome;
}

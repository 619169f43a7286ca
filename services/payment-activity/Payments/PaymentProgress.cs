using Checkout.Contracts;
using Checkout.Contracts.Operations;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Payments;

/// <summary>
/// How a payment may move. Answers come late, twice and out of order, so a status only ever gives way to one that says more about the
/// money: a late decline does not undo an authorisation, a late authorisation does not undo a capture, and nothing undoes a reversal.
/// The one way back is a new attempt after a definite refusal.
/// </summary>
internal static class PaymentProgress
{
    public static int Rank(PaymentStatus status) => status switch
    {
        PaymentStatus.Unknown => 0,
        PaymentStatus.NotFound => 1,
        PaymentStatus.Pending or PaymentStatus.ActionRequired => 2,
        PaymentStatus.Declined => 3,
        PaymentStatus.Authorized => 4,
        PaymentStatus.Captured => 5,
        PaymentStatus.Mismatched => 6,
        PaymentStatus.Reversed => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a payment status."),
    };

    /// <summary>Whether the authorisation <paramref name="attempt"/> may be sent to the PSP, for the first time or again.</summary>
    public static bool Admits(this Payment? payment, int attempt, DateTimeOffset now) => payment switch
    {
        null => true,
        { Reversal: not null } => false,
        { Authorization: null } => true,
        _ when attempt == payment.Authorization.Attempt =>
            payment.Status is (PaymentStatus.Unknown or PaymentStatus.NotFound) && now - payment.Authorization.FirstSentAt < payment.Authorization.RepeatableFor,
        _ => attempt > payment.Authorization.Attempt && payment.Status is (PaymentStatus.Declined or PaymentStatus.NotFound),
    };

    /// <summary>Records that an authorisation is about to be sent. Only for a payment that <see cref="Admits"/> it.</summary>
    public static Payment Intend(
        this Payment? payment, string trackingNumber, string tenantId, PaymentAuthorization authorization, DateTimeOffset now)
    {
        var repeated = payment?.Authorization?.Attempt == authorization.Attempt;
        return new Payment
        {
            TrackingNumber = trackingNumber,
            TenantId = tenantId,
            Authorization = authorization with
            {
                FirstSentAt = repeated ? payment?.Authorization?.FirstSentAt ?? now : now,
                LastSentAt = now,
            },
            Timeline = (payment?.Timeline ?? []).With(new TimelineEntry(
                now, PaymentSteps.Authorize, PaymentSteps.Sent, authorization.Provider, authorization.Attempt)),
            Earlier = repeated || payment?.Authorization is not { } before ? payment?.Earlier ?? [] : [.. payment.Earlier, before],
            CreatedAt = payment?.CreatedAt ?? now,
            UpdatedAt = now,
        };
    }

    /// <summary>The latest authorisation that was sent to this PSP; null when there is none.</summary>
    public static PaymentAuthorization? AttemptAt(this Payment payment, string provider) =>
        new[] { payment.Authorization }.Concat(payment.Earlier.Reverse())
            .FirstOrDefault(attempt => string.Equals(attempt?.Provider, provider, StringComparison.Ordinal));

    /// <summary>Takes in what the PSP said about the attempt. The same instance comes back when nothing is new.</summary>
    public static Payment Learn(this Payment payment, string step, int attempt, ProviderAnswer answer, DateTimeOffset now)
    {
        if (attempt != payment.Authorization?.Attempt)
        {
            return payment;
        }

        answer = answer.Against(payment.Authorization.Amount);
        var learnt = Rank(answer.Status) < Rank(payment.Status) ? payment : payment.With(answer);
        return learnt == payment && answer.Status != PaymentStatus.Unknown
            ? payment
            : learnt.Noted(step, answer.Status.ToString(), attempt, answer.Code ?? answer.Result.ReasonCode, now);
    }

    /// <summary>The payment with one more line in its timeline.</summary>
    public static Payment Noted(this Payment payment, string step, string outcome, int number, string? code, DateTimeOffset now) =>
        payment with
        {
            Timeline = payment.Timeline.With(new TimelineEntry(now, step, outcome, payment.Authorization?.Provider, number, code)),
            UpdatedAt = now,
        };

    private static Payment With(this Payment payment, ProviderAnswer answer)
    {
        if (answer.Status == PaymentStatus.Unknown)
        {
            return payment;
        }

        var result = answer.Result;
        return payment with
        {
            Status = result.Status,
            PspReference = result.PspReference ?? payment.PspReference,
            Action = result.Action,
            ReasonCode = result.ReasonCode,
            MethodToken = answer.MethodToken ?? payment.MethodToken,
            Challenged = payment.Challenged || result.Status == PaymentStatus.ActionRequired,
        };
    }

    /// <summary>An amount that is not the order's is never taken for the payment.</summary>
    private static ProviderAnswer Against(this ProviderAnswer answer, Money asked) =>
        answer.Status is PaymentStatus.Authorized or PaymentStatus.Captured && answer.Amount is { } amount && amount != asked
            ? answer with
            {
                Result = new PaymentResult(
                    PaymentStatus.Mismatched,
                    answer.Result.PspReference,
                    ReasonCode: ReasonCodes.AmountMismatch,
                    Reason: ReasonCodes.Describe(ReasonCodes.AmountMismatch)),
                Code = $"{amount.MinorUnits} {amount.Currency}",
            }
            : answer;

    /// <summary>What an activity answers.</summary>
    public static PaymentResult ToResult(this Payment payment) => new(
        payment.Status,
        payment.PspReference,
        payment.Status == PaymentStatus.ActionRequired ? payment.Action : null,
        payment.ReasonCode,
        payment.ReasonCode is { } code ? ReasonCodes.Describe(code) : null,
        payment.Status == PaymentStatus.Declined ? Declines.Of(payment.ReasonCode) : null);

    public static ProviderReference ToReference(this Payment payment) =>
        new(payment.TrackingNumber, payment.Authorization?.Attempt ?? 1, payment.PspReference, payment.Returned);
}

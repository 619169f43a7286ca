using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Routing;
using Checkout.Payments.StoredMethods;

namespace Checkout.Payments;

/// <summary>Asks the PSP where a payment stands and records the answer.</summary>
internal sealed class PaymentInquiry(
    PaymentRecords records,
    PaymentProviders providers,
    PaymentRetry retry,
    ProviderHealth health,
    CustomerMethods methods,
    PaymentOptions options,
    TimeProvider time)
{
    private delegate Task<ProviderAnswer> Question(
        IPaymentProvider provider, ProviderReference payment, CancellationToken cancellationToken);

    public Task<PaymentResult> InquireAsync(OrderReference order, CancellationToken cancellationToken) =>
        AskAsync(PaymentSteps.Inquire, order, (provider, payment, token) => provider.InquireAsync(payment, token), cancellationToken);

    public Task<PaymentResult> ConfirmAsync(OrderReference order, CancellationToken cancellationToken) =>
        AskAsync(PaymentSteps.Confirm, order, (provider, payment, token) => provider.ConfirmAsync(payment, token), cancellationToken);

    private async Task<PaymentResult> AskAsync(
        string step, OrderReference order, Question ask, CancellationToken cancellationToken)
    {
        var payment = await records.ReadAsync(order.TrackingNumber, order.TenantId, cancellationToken);
        if (payment is not { Authorization: { } authorization })
        {
            // An authorisation records itself before it is sent, so without a record nothing was sent.
            return new PaymentResult(payment?.Reversal is null ? PaymentStatus.NotFound : PaymentStatus.Reversed);
        }

        if (payment.Status is PaymentStatus.Captured or PaymentStatus.Declined or PaymentStatus.Reversed or PaymentStatus.Mismatched)
        {
            payment = await methods.StorePaidCardAsync(payment, records, cancellationToken);
            return retry.ToResult(payment);
        }

        var provider = providers.Get(authorization.Provider);
        var answer = await ask(provider, payment.ToReference(), cancellationToken);
        if (answer.Status == PaymentStatus.NotFound && !IsSettled(authorization, provider))
        {
            answer = ProviderAnswer.Unknown(ReasonCodes.PspNotYetFound);
        }

        health.Note(provider.Identifier, answered: answer.Result.ReasonCode is not (ReasonCodes.PspTimeout or ReasonCodes.PspUnavailable));
        payment = await records.UpdateAsync(
            payment, current => current.Learn(step, authorization.Attempt, answer, time.GetUtcNow()), cancellationToken);
        if (answer.Status == PaymentStatus.Unknown)
        {
            return answer.Result with { PspReference = payment.PspReference };
        }

        payment = await methods.StorePaidCardAsync(payment, records, cancellationToken);
        return retry.ToResult(payment);
    }

    /// <summary>
    /// Whether the last call of an authorisation has either arrived and shows in a search, or never will. Before that, not to be found at
    /// the PSP means nothing.
    /// </summary>
    public bool IsSettled(PaymentAuthorization authorization, IPaymentProvider provider) =>
        time.GetUtcNow() >= authorization.LastSentAt + options.PspTimeout + provider.SearchDelay;
}

using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Payments.Providers.External;

/// <summary>
/// Payments that are made elsewhere: at a till, by a gift card, at a payment service of the merchant's own. Nothing is asked of anybody
/// here; what counts is the merchant's word (<see cref="ExternalPaymentEndpoint"/>), which may come before the order does.
/// </summary>
internal sealed class ExternalProvider(ExternalPayments payments) : IPaymentProvider
{
    public const string Name = "external";

    public string Identifier => Name;

    public TimeSpan SearchDelay => TimeSpan.Zero;

    /// <summary>The same order asking again is the same payment, however late.</summary>
    public TimeSpan RepeatableFor { get; } = TimeSpan.FromDays(365);

    public bool Takes(PaymentChannel channel, string currency) => channel is PaymentChannel.External;

    public async Task<ProviderAnswer> AuthorizeAsync(ProviderAuthorization authorization, CancellationToken cancellationToken)
    {
        var reference = authorization.ExternalReference ?? authorization.TrackingNumber;
        var payment = await payments.ClaimAsync(authorization.TenantId, reference, authorization.TrackingNumber, cancellationToken);
        return IsOf(payment, authorization.TrackingNumber)
            && string.Equals(payment.TenantId, authorization.TenantId, StringComparison.Ordinal)
                ? AnswerOf(payment)
                : ProviderAnswer.Declined(ReasonCodes.NotAuthorized);
    }

    /// <summary>There is nothing to keep.</summary>
    public Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken) =>
        Task.FromResult(new ProviderMethod(null, ReasonCodes.NotSupported));

    public Task<ProviderAnswer> ConfirmAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        InquireAsync(payment, cancellationToken);

    public async Task<ProviderAnswer> InquireAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        await FindAsync(payment, cancellationToken) is { } found ? AnswerOf(found) : new ProviderAnswer(new PaymentResult(PaymentStatus.NotFound));

    public async Task<ProviderAnswer> CaptureAsync(
        ProviderReference payment, Money amount, int number, CancellationToken cancellationToken) =>
        await FindAsync(payment, cancellationToken) switch
        {
            null => new ProviderAnswer(new PaymentResult(PaymentStatus.NotFound)),
            { Outcome: ExternalOutcome.Authorized } told => AnswerOf(await payments.UseAsync(told, ExternalUse.Taken, cancellationToken)),
            var told => AnswerOf(told),
        };

    /// <summary>Gives the payment up. Money that changed hands elsewhere can only be given back there, so none of it is of ours.</summary>
    public async Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken)
    {
        if (await FindAsync(payment, cancellationToken) is { } found)
        {
            await payments.UseAsync(found, ExternalUse.GivenUp, cancellationToken);
        }

        return new ProviderReversal(Confirmed: true, ReversalKinds.Nothing);
    }

    /// <summary>The merchant's word comes through checkout-api, where the merchant proves who it is; never from outside.</summary>
    public Task<IReadOnlyList<ProviderEvent>?> TakeNotificationAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProviderEvent>?>(null);

    private async Task<ExternalPayment?> FindAsync(ProviderReference reference, CancellationToken cancellationToken) =>
        await payments.FindAsync(reference.PspReference ?? reference.TrackingNumber, cancellationToken) is { } found
            && IsOf(found, reference.TrackingNumber)
                ? found
                : null;

    private static ProviderAnswer AnswerOf(ExternalPayment payment) => payment switch
    {
        { Use: ExternalUse.GivenUp } => ProviderAnswer.Reversed(payment.Reference),
        { Use: ExternalUse.Taken } => new ProviderAnswer(new PaymentResult(PaymentStatus.Captured, payment.Reference)),
        { Outcome: ExternalOutcome.Authorized } => new ProviderAnswer(new PaymentResult(PaymentStatus.Authorized, payment.Reference)),
        { Outcome: ExternalOutcome.Refused } => ProviderAnswer.Declined(ReasonCodes.PaymentRefused, payment.Reference),
        { Outcome: ExternalOutcome.Failed } => ProviderAnswer.Declined(ExternalOutcomeTold.FailedReason, payment.Reference),
        _ => new ProviderAnswer(new PaymentResult(PaymentStatus.Pending, payment.Reference)),
    };

    private static bool IsOf(ExternalPayment payment, string trackingNumber) =>
        string.Equals(payment.TrackingNumber, trackingNumber, StringComparison.Ordinal);
}

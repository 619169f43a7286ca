using Checkout.Api.Checkouts;
using Checkout.Api.Sessions;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>Begins the payments of checkouts.</summary>
internal sealed class CheckoutPayments(SessionCompletion completion, PaymentService payments)
{
    /// <summary>The answer to a plan that nobody can carry out; null for one that can be.</summary>
    public async Task<IResult?> UnusableAsync(CheckoutPlan plan, CheckoutSession session, CancellationToken cancellationToken) =>
        plan.Channel is not { } channel ? null
        : channel is PaymentChannel.Klarna && PayerOf(session) is not { Email: not null, CountryCode: not null }
            ? DeliverectProblem.Unprocessable(
                "payment_details_missing", "Klarna wants the customer's email and the address's country (ISO 3166-1 alpha-2).")
        : await payments.HasRouteAsync(
            new PaymentRouteQuestion(session.TenantId, channel, session.Currency, Provider: null), cancellationToken) ? null
        : Unavailable();

    /// <summary>Begins the payment of a checkout that is decided; on our page the shopper begins it.</summary>
    public async Task<(SessionStanding? Standing, IResult? Problem)> BeginAsync(
        CheckoutPlan plan, CheckoutNotes checkout, SessionStanding standing, string checkoutUrl, CancellationToken cancellationToken)
    {
        if (plan.Channel is not { } channel)
        {
            return (standing, null);
        }

        var outcome = await completion.CompleteAsync(
            standing,
            new SessionPayment(channel, cancel => InstrumentAsync(plan, channel, checkout, standing.Session, cancel), checkoutUrl),
            cancellationToken);
        return outcome switch
        {
            CompletionOutcome.Started started => (started.Standing, null),
            CompletionOutcome.StillUndoing => (null, StillUndoing()),
            CompletionOutcome.NotUsable => (null, Unavailable()),
            _ => (null, DeliverectProblem.Conflict("conflict", "A concurrent update to the basket was detected.")),
        };
    }

    /// <summary>The answer while what a refused payment has left behind is taken back.</summary>
    public static IResult StillUndoing() => DeliverectProblem.Conflict(
        "payment_in_progress", "The last payment is being taken back. Try again in a moment.");

    // What is paid already is told before the order asks, so that no crash in between can leave it waiting.
    private async Task<PaymentInstrument?> InstrumentAsync(
        CheckoutPlan plan, PaymentChannel channel, CheckoutNotes checkout, CheckoutSession session, CancellationToken cancellationToken)
    {
        if (!plan.IsExternal)
        {
            return new PaymentInstrument(
                CardToken: null,
                StoredMethodUrn: null,
                Channel: channel,
                PayerToken: channel is PaymentChannel.Klarna ? await payments.VaultAsync(PayerOf(session), cancellationToken) : null);
        }

        if (plan.IsPrepaid)
        {
            await payments.TellExternalAsync(session.TenantId, checkout.PaymentId, ExternalOutcome.Authorized, cancellationToken);
        }

        return new PaymentInstrument(
            CardToken: null, StoredMethodUrn: null, Channel: channel, ExternalReference: checkout.PaymentId);
    }

    private static PayerData PayerOf(CheckoutSession session) => new(
        session.Buyer?.FullName,
        session.Buyer?.Email is { Length: > 0 } email ? email : null,
        PayerRules.IsCountry(session.DeliveryAddress?.Country) ? session.DeliveryAddress?.Country : null);

    private static IResult Unavailable() => DeliverectProblem.Unprocessable(
        "payment_gateway_not_available", "Nobody takes this payment, or it was tried too often.");
}

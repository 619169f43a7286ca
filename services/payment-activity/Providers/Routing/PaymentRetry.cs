using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Routing;

/// <summary>
/// Whether a refused payment gets another attempt: with 3-D Secure where the issuer demands it, at another PSP where this one could not do
/// it. Never after an outcome that is not known, and never from a PSP that the merchant has forced.
/// </summary>
internal sealed class PaymentRetry(PaymentRouter router, RoutingOptions options)
{
    /// <summary>What an activity answers: where the payment stands, and whether another attempt is worth it.</summary>
    public PaymentResult ToResult(Payment payment) => payment.ToResult() with { TryAgain = Next(payment) is not null };

    /// <summary>The next attempt.</summary>
    /// <param name="payment">The payment whose last attempt was refused.</param>
    /// <param name="bin">First digits of a fresh card, when known.</param>
    /// <returns>To whom, and whether to demand 3-D Secure; null for none.</returns>
    public (IPaymentProvider? Provider, bool Authenticate)? Next(Payment payment, string? bin = null)
    {
        if (payment is not { Reversal: null, Status: PaymentStatus.Declined, Authorization: { } last }
            || payment.Challenged || payment.Earlier.Count + 1 >= options.MaxAttempts)
        {
            return null;
        }

        if (payment.ReasonCode is ReasonCodes.AuthenticationRequired && !last.Authenticate && last.Channel is PaymentChannel.CreditCard)
        {
            return (null, true);
        }

        if (!last.MayMove || !Declines.IsOfProvider(payment.ReasonCode))
        {
            return null;
        }

        var tried = payment.Earlier.Append(last).Select(attempt => attempt.Provider).ToHashSet(StringComparer.Ordinal);
        var route = new PaymentRoute(payment.TrackingNumber, payment.TenantId, last.Channel, last.Amount.Currency, Bin: bin);
        return router.Choose(route, tried) is { } other ? (other, last.Authenticate) : null;
    }
}

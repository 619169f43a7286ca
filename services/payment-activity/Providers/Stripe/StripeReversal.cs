namespace Checkout.Payments.Providers.Stripe;

/// <summary>Gives one PaymentIntent back: cancel before the capture, refund after it.</summary>
internal sealed class StripeReversal(StripeApi api, string trackingNumber, int number)
{
    /// <summary>
    /// Whether money is held or taken, or still may be without a new call of ours. <c>requires_payment_method</c> is not: its confirmation
    /// has failed, and only we could confirm it again.
    /// </summary>
    public static bool IsOpen(StripePaymentIntent intent) =>
        intent.Status is not (StripePaymentIntent.Canceled or StripePaymentIntent.RequiresPaymentMethod);

    public Task<ProviderReversal> ReverseAsync(StripePaymentIntent intent, CancellationToken cancellationToken) =>
        intent.Status is StripePaymentIntent.Succeeded ? RefundAsync(intent, cancellationToken) : CancelAsync(intent, cancellationToken);

    private async Task<ProviderReversal> CancelAsync(StripePaymentIntent intent, CancellationToken cancellationToken)
    {
        var reply = await api.PostAsync<StripePaymentIntent>(
            "void", $"/v1/payment_intents/{intent.Id}/cancel", StripeForms.Cancel(), $"{trackingNumber}:void:{number}", cancellationToken);
        var kind = intent.Status is StripePaymentIntent.RequiresCapture ? ReversalKinds.Voided : ReversalKinds.Cancelled;
        return new ProviderReversal(reply.Body?.Status is StripePaymentIntent.Canceled, kind, intent.Id, reply.SpendsKey);
    }

    private async Task<ProviderReversal> RefundAsync(StripePaymentIntent intent, CancellationToken cancellationToken)
    {
        var reply = await api.PostAsync<StripeRefund>(
            "refund", "/v1/refunds", StripeForms.Refund(intent.Id, trackingNumber), $"{trackingNumber}:refund:{number}", cancellationToken);
        var refund = reply.Body;
        if (refund?.Status is StripeRefund.Pending)
        {
            // A repeated call is answered as the first one was; how the refund stands now is only in the refund.
            refund = (await api.GetAsync<StripeRefund>("retrieve-refund", $"/v1/refunds/{refund.Id}", cancellationToken)).Body ?? refund;
        }

        var confirmed = refund?.Status is StripeRefund.Succeeded || reply.Error?.Code is StripeError.AlreadyRefunded;
        var failed = refund?.Status is StripeRefund.Failed or StripeRefund.Canceled;
        return new ProviderReversal(confirmed, ReversalKinds.Refunded, intent.Id, reply.SpendsKey || failed);
    }
}

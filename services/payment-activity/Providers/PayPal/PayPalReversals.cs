namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// Gives back what stands under our number: a refund of what was taken, a void of what is held. An order that was never authorised holds
/// no money and expires at PayPal; once it is closed here (<see cref="PayPalApproval"/>) nobody authorises it any more, and that is all
/// there is to give back.
/// </summary>
internal sealed class PayPalReversals(
    PayPalApi api, PayPalApprovals approvals, PaymentOptions payments, PayPalOptions options, TimeProvider time)
{
    public async Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken)
    {
        var approval = await approvals.CloseAsync(payment.TrackingNumber, ReasonCodes.Reversed, cancellationToken);
        if (payment.PspReference is not { } id)
        {
            // Nobody has the address of an order whose creation was not answered: neither a buyer nor we can have gone on with it.
            return new ProviderReversal(Confirmed: true, ReversalKinds.Nothing);
        }

        var reply = await api.GetAsync<PayPalOrder>("retrieve", $"{PayPalProvider.Orders}/{id}", cancellationToken);
        return reply switch
        {
            { Body: { Authorization: { } authorization } order } =>
                await UndoAsync(payment, order, authorization, number, cancellationToken),
            { NotFound: true } or { Body.Status: not null } => new ProviderReversal(IsOver(approval), ReversalKinds.Nothing, id),
            _ => new ProviderReversal(Confirmed: false, ReversalKinds.Nothing, id),
        };
    }

    /// <summary>Whether an authorisation that was sent has either arrived and shows in the order, or never will.</summary>
    private bool IsOver(PayPalApproval approval) =>
        approval.UnderWay == 0 || time.GetUtcNow() >= approval.SentAt + payments.PspTimeout + options.SettleDelay;

    private async Task<ProviderReversal> UndoAsync(
        ProviderReference payment, PayPalOrder order, PayPalPayment authorization, int number, CancellationToken cancellationToken)
    {
        var id = payment.PspReference;
        if (order.Captures.FirstOrDefault(capture => capture.IsTaken) is { } taken)
        {
            var isLast = order.Captures.Count(capture => capture.IsTaken) == 1;
            return await RefundAsync(payment, taken, isLast, number, cancellationToken);
        }

        if (order.Captures.Any(capture => capture.Status is PayPalPayment.Pending))
        {
            // Neither taken nor refused: there is nothing that could be refunded, and no way to stop it.
            return new ProviderReversal(Confirmed: false, ReversalKinds.Refunded, id);
        }

        return authorization.Status switch
        {
            PayPalPayment.Denied => new ProviderReversal(Confirmed: true, ReversalKinds.Nothing, id),
            PayPalPayment.Voided => new ProviderReversal(Confirmed: true, ReversalKinds.Voided, id),
            PayPalPayment.Captured or PayPalPayment.PartiallyCaptured => new ProviderReversal(
                order.Captures.Any(capture => capture.Status is PayPalPayment.Refunded), ReversalKinds.Refunded, id),
            _ => await VoidAsync(authorization, id, cancellationToken),
        };
    }

    /// <summary>What a void has come to, its authorisation shows: also when it was refused because an earlier one had succeeded.</summary>
    private async Task<ProviderReversal> VoidAsync(PayPalPayment authorization, string? id, CancellationToken cancellationToken)
    {
        var path = $"/v2/payments/authorizations/{authorization.Id}";
        await api.PostAsync<PayPalPayment>("void", $"{path}/void", PayPalRequests.None, requestId: null, cancellationToken);
        var standing = await api.GetAsync<PayPalPayment>("retrieve-authorization", path, cancellationToken);
        return new ProviderReversal(standing.Body?.Status is PayPalPayment.Voided, ReversalKinds.Voided, id);
    }

    private async Task<ProviderReversal> RefundAsync(
        ProviderReference payment, PayPalPayment capture, bool isLast, int number, CancellationToken cancellationToken)
    {
        var reply = await api.PostAsync<PayPalPayment>(
            "refund",
            $"/v2/payments/captures/{capture.Id}/refund",
            PayPalRequests.Empty,
            $"{payment.TrackingNumber}:refund:{number}",
            cancellationToken);
        var status = reply.Body?.Status;
        if (status is PayPalPayment.Pending)
        {
            // A repeated call is answered as the first one was; how the refund stands now is only in the refund.
            var standing = await api.GetAsync<PayPalPayment>(
                "retrieve-refund", $"/v2/payments/refunds/{reply.Body?.Id}", cancellationToken);
            status = standing.Body?.Status ?? status;
        }

        var isBack = status is PayPalPayment.Completed || reply.Error?.Issue is PayPalError.CaptureFullyRefunded;
        var isSpent = reply.Refused || status is PayPalPayment.Failed or PayPalPayment.Cancelled || (isBack && !isLast);
        return new ProviderReversal(isBack && isLast, ReversalKinds.Refunded, payment.PspReference, isSpent);
    }
}

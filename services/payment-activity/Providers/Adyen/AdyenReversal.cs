namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// Gives back what stands under our reference: a refund of what was surely captured, otherwise Adyen's reversal, which cancels or refunds
/// as need be; and where no payment is known, a cancel by our own reference. None is confirmed before Adyen's notification.
/// </summary>
internal sealed class AdyenReversal(AdyenApi api, AdyenBook book, AdyenRequests requests, ProviderReference payment, int number)
{
    public async Task<ProviderReversal> ReverseAsync(CancellationToken cancellationToken)
    {
        var order = await book.ReadAsync(payment.TrackingNumber, cancellationToken);
        if (order.Payments.FirstOrDefault(order.IsOpen) is { } open)
        {
            return await UndoAsync(order, open, cancellationToken);
        }

        if (order.Find(payment) is { } meant)
        {
            return Settled(order, meant);
        }

        return order.Modifications.Any(it => it is { Kind: AdyenModificationKind.Cancel, Payment: null, Success: true })
            ? new ProviderReversal(Confirmed: true, ReversalKinds.Cancelled)
            : await CancelAsync(order, cancellationToken);
    }

    private async Task<ProviderReversal> UndoAsync(AdyenOrder order, AdyenPaymentFacts open, CancellationToken cancellationToken)
    {
        var sent = order.Modifications.FirstOrDefault(
            it => it.Kind is not AdyenModificationKind.Capture && it.Number == number && open.Is(it.Payment));
        if (sent is not null)
        {
            return Unconfirmed(KindOf(sent, open), open.PspReference, spent: sent.Success is false);
        }

        var amount = order.CapturesOf(open).Exists(capture => capture.Success is true) ? open.Amount : null;
        var (kind, operation) = amount is null
            ? (AdyenModificationKind.Reversal, "reversal")
            : (AdyenModificationKind.Refund, "refund");
        var key = $"{open.PspReference}:{operation}:{number}";
        var reply = await api.PostAsync<AdyenModificationResponse>(
            operation,
            $"/payments/{open.PspReference}/{operation}s",
            amount is null ? requests.Modification(key) : requests.Amount(amount, key),
            key,
            cancellationToken);
        if (reply.Body is not { PspReference: { } id })
        {
            return Unconfirmed(ReversalKinds.Nothing, open.PspReference, reply.SpendsKey);
        }

        order = await book.LearnAsync(
            payment.TrackingNumber, new AdyenModification(id, kind, open.PspReference, number), cancellationToken);
        return order.Payments.Any(order.IsOpen) ? Unconfirmed(ReversalKinds.Nothing, open.PspReference) : Settled(order, open);
    }

    private async Task<ProviderReversal> CancelAsync(AdyenOrder order, CancellationToken cancellationToken)
    {
        var sent = order.Modifications.FirstOrDefault(it => it.Kind is AdyenModificationKind.Cancel && it.Number == number);
        if (sent is not null)
        {
            return Unconfirmed(ReversalKinds.Cancelled, pspReference: null, spent: sent.Success is false);
        }

        var key = $"{payment.TrackingNumber}:cancel:{number}";
        var reply = await api.PostAsync<AdyenModificationResponse>(
            "cancel", "/cancels", requests.Cancel(payment.TrackingNumber, key), key, cancellationToken);
        if (reply.Body is { PspReference: { } id })
        {
            await book.LearnAsync(
                payment.TrackingNumber,
                new AdyenModification(id, AdyenModificationKind.Cancel, Payment: null, number),
                cancellationToken);
        }

        return Unconfirmed(ReversalKinds.Cancelled, pspReference: null, reply.SpendsKey);
    }

    private static ProviderReversal Settled(AdyenOrder order, AdyenPaymentFacts known) => order.UndoOf(known) is { Success: true } undo
        ? new ProviderReversal(Confirmed: true, KindOf(undo, known), known.PspReference)
        : new ProviderReversal(Confirmed: true, ReversalKinds.Nothing);

    private static ProviderReversal Unconfirmed(string kind, string? pspReference, bool spent = false) =>
        new(Confirmed: false, kind, pspReference, spent);

    private static string KindOf(AdyenModification undo, AdyenPaymentFacts known) =>
        undo.Refunded || undo.Kind is AdyenModificationKind.Refund ? ReversalKinds.Refunded
        : AdyenResultCodes.HoldsMoney(known.ResultCode) ? ReversalKinds.Voided
        : ReversalKinds.Cancelled;
}

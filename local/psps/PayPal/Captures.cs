using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>What a capture does to the books, at once or when its bank has decided.</summary>
internal static class Captures
{
    /// <summary>Books a capture by its status, and tells of it.</summary>
    /// <returns>The order as saved.</returns>
    public static PayPalOrder Book(LedgerTransaction ledger, PayPalOrder order, PayPalCapture capture, PayPalView view)
    {
        switch (capture.Status)
        {
            case PayPalStatus.Completed:
                ledger.Entries.Append(order.Id, EntryKind.Captured, capture.Amount);
                break;
            case PayPalStatus.Declined:
                ledger.Entries.Append(order.Id, EntryKind.CaptureFailed, capture.Amount);
                if (order.Authorization is { Status: PayPalStatus.Voided })
                {
                    ledger.Entries.Append(order.Id, EntryKind.Voided, capture.Amount);
                }

                break;
            case PayPalStatus.Pending:
                ledger.Documents.Save(capture.Id, new PendingCapture(capture.Id, capture.CreatedAt));
                break;
        }

        // A final capture lets the rest go once the money is there.
        var isLast = capture is { IsFinal: true, Status: PayPalStatus.Completed } && order.Capturable > 0;
        if (isLast)
        {
            ledger.Entries.Append(order.Id, EntryKind.Voided, order.Capturable);
        }

        order = ledger.SaveOrder(order with { Authorization = Authorization(order, isLast) });
        ledger.Tell(
            capture.Status switch
            {
                PayPalStatus.Completed => PayPalEvents.CaptureCompleted,
                PayPalStatus.Pending => PayPalEvents.CapturePending,
                _ => PayPalEvents.CaptureDenied,
            },
            view.Of(order, capture));
        return order;
    }

    /// <summary>The bank has decided on a pending capture.</summary>
    public static void End(LedgerTransaction ledger, string captureId, PayPalView view)
    {
        var order = ledger.GetOrderOf(captureId);
        var isGood = TestBuyer.Find(order.Buyer ?? string.Empty)?.Behaviour is not BuyerBehaviour.NeverClears;
        var ended = order.GetCapture(captureId) with { Status = isGood ? PayPalStatus.Completed : PayPalStatus.Declined };
        Book(ledger, order.With(ended), ended, view);
    }

    private static PayPalAuthorization? Authorization(PayPalOrder order, bool isLast) =>
        order.Authorization is null or { Status: PayPalStatus.Voided } ? order.Authorization : order.Authorization with
        {
            Status = isLast || order.Capturable == 0 ? PayPalStatus.Captured
                : order.Capturable == order.Amount ? PayPalStatus.Created
                : PayPalStatus.PartiallyCaptured,
        };
}

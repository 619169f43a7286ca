using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Shows, captures, voids and refunds what was authorised.</summary>
internal static class Payments
{
    /// <summary><c>GET /v2/payments/authorizations/{id}</c></summary>
    public static PayPalAnswer ShowAuthorization(PayPalRequest request, LedgerTransaction ledger)
    {
        var (order, authorization) = AuthorizationOf(request, ledger);
        return PayPalAnswer.Ok(request.View.Of(order, authorization));
    }

    /// <summary><c>GET /v2/payments/captures/{id}</c></summary>
    public static PayPalAnswer ShowCapture(PayPalRequest request, LedgerTransaction ledger)
    {
        var (order, capture) = CaptureOf(request, ledger);
        return PayPalAnswer.Ok(request.View.Of(order, capture));
    }

    /// <summary><c>GET /v2/payments/refunds/{id}</c></summary>
    public static PayPalAnswer ShowRefund(PayPalRequest request, LedgerTransaction ledger)
    {
        var order = ledger.GetOrderOf(request.Id);
        var refund = order.Refunds.FirstOrDefault(it => string.Equals(it.Id, request.Id, StringComparison.Ordinal));
        return PayPalAnswer.Ok(request.View.Of(order, refund ?? throw PayPalException.NotFound()));
    }

    /// <summary><c>POST /v2/payments/authorizations/{id}/capture</c>: takes the held amount or a part of it.</summary>
    public static PayPalAnswer Capture(PayPalRequest request, LedgerTransaction ledger)
    {
        var body = PayPalJson.ReadRequest<CaptureRequest>(request.Body);
        var (order, authorization) = AuthorizationOf(request, ledger);
        if (authorization.Status is not (PayPalStatus.Created or PayPalStatus.PartiallyCaptured))
        {
            throw PayPalException.Unprocessable(authorization.Status switch
            {
                PayPalStatus.Voided => "AUTHORIZATION_VOIDED",
                PayPalStatus.Captured => "AUTHORIZATION_ALREADY_CAPTURED",
                _ => "AUTHORIZATION_DENIED",
            });
        }

        var amount = AmountOf(body.Amount, order, order.Capturable, "AUTH_CAPTURE_CURRENCY_MISMATCH", "MAX_CAPTURE_AMOUNT_EXCEEDED");
        var behaviour = order.Buyer is { } email ? TestBuyer.Find(email)?.Behaviour : null;
        var status = behaviour switch
        {
            BuyerBehaviour.DeclinesCapture => PayPalStatus.Declined,
            BuyerBehaviour.ClearsLate or BuyerBehaviour.NeverClears => PayPalStatus.Pending,
            _ => PayPalStatus.Completed,
        };
        var capture = new PayPalCapture(ledger.NewPart(order), status, amount, body.FinalCapture, ledger.Time.GetUtcNow());
        order = Captures.Book(ledger, order with { Captures = [.. order.Captures, capture] }, capture, request.View);
        return PayPalAnswer.Created(request.View.Of(order, capture, request.IsMinimal));
    }

    /// <summary><c>POST /v2/payments/authorizations/{id}/void</c>: lets go what was not captured.</summary>
    public static PayPalAnswer Void(PayPalRequest request, LedgerTransaction ledger)
    {
        var (order, authorization) = AuthorizationOf(request, ledger);
        if (authorization.Status is not (PayPalStatus.Created or PayPalStatus.PartiallyCaptured))
        {
            throw PayPalException.Unprocessable(
                authorization.Status is PayPalStatus.Captured ? "PREVIOUSLY_CAPTURED" : "PREVIOUSLY_VOIDED");
        }

        var voided = authorization with { Status = PayPalStatus.Voided };
        ledger.Entries.Append(order.Id, EntryKind.Voided, order.Capturable);
        order = ledger.SaveOrder(order with { Authorization = voided });
        var shown = request.View.Of(order, voided);
        ledger.Tell(PayPalEvents.AuthorizationVoided, shown);
        return request.IsMinimal ? new PayPalAnswer(StatusCodes.Status204NoContent, string.Empty) : PayPalAnswer.Ok(shown);
    }

    /// <summary><c>POST /v2/payments/captures/{id}/refund</c>: gives taken money back.</summary>
    public static PayPalAnswer Refund(PayPalRequest request, LedgerTransaction ledger)
    {
        var body = PayPalJson.ReadRequest<RefundRequest>(request.Body);
        var (order, capture) = CaptureOf(request, ledger);
        if (capture.Status is not (PayPalStatus.Completed or PayPalStatus.PartiallyRefunded))
        {
            throw PayPalException.Unprocessable(capture.Status switch
            {
                PayPalStatus.Pending => "PENDING_CAPTURE",
                PayPalStatus.Refunded => "CAPTURE_FULLY_REFUNDED",
                _ => "REFUND_NOT_ALLOWED",
            });
        }

        var amount = AmountOf(
            body.Amount, order, order.Refundable(capture), "REFUND_CAPTURE_CURRENCY_MISMATCH", "REFUND_AMOUNT_EXCEEDED");
        var refund = new PayPalRefund(ledger.NewPart(order), capture.Id, amount, ledger.Time.GetUtcNow());
        var isWhole = amount == order.Refundable(capture);
        order = order.With(capture with { Status = isWhole ? PayPalStatus.Refunded : PayPalStatus.PartiallyRefunded });
        order = ledger.SaveOrder(order with { Refunds = [.. order.Refunds, refund] });
        ledger.Entries.Append(order.Id, EntryKind.Refunded, amount);
        ledger.Tell(PayPalEvents.CaptureRefunded, request.View.Of(order, refund));
        return PayPalAnswer.Created(request.View.Of(order, refund, request.IsMinimal));
    }

    private static long AmountOf(PayPalMoney? asked, PayPalOrder order, long rest, string otherCurrency, string tooMuch)
    {
        if (asked is null)
        {
            return rest;
        }

        var amount = Amounts.Read(asked, "/amount");
        if (!string.Equals(asked.CurrencyCode, order.Currency, StringComparison.Ordinal))
        {
            throw PayPalException.Unprocessable(otherCurrency, "/amount/currency_code");
        }

        return amount <= rest ? amount : throw PayPalException.Unprocessable(tooMuch, "/amount/value");
    }

    private static (PayPalOrder Order, PayPalAuthorization Authorization) AuthorizationOf(PayPalRequest request, LedgerTransaction ledger)
    {
        var order = ledger.GetOrderOf(request.Id);
        return order.Authorization is { } authorization && string.Equals(authorization.Id, request.Id, StringComparison.Ordinal)
            ? (order, authorization)
            : throw PayPalException.NotFound();
    }

    private static (PayPalOrder Order, PayPalCapture Capture) CaptureOf(PayPalRequest request, LedgerTransaction ledger)
    {
        var order = ledger.GetOrderOf(request.Id);
        return (order, order.GetCapture(request.Id));
    }
}

using System.Globalization;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Shows what the ledger keeps as the API shows it.</summary>
/// <param name="publicUrl">Address under which browsers reach this application.</param>
internal sealed class PayPalView(string publicUrl)
{
    private static readonly TimeSpan Holds = TimeSpan.FromDays(29);

    /// <summary>An order: whole, or no more than says where it stands.</summary>
    public OrderResource Of(PayPalOrder order, bool isMinimal = false)
    {
        var shown = new OrderResource(order.Id, order.Status, [.. Links(order)]);
        return isMinimal ? shown : shown with
        {
            Intent = "AUTHORIZE",
            PaymentSource = new PaymentSourceResource(
                order.Buyer is null ? new WalletResource() : new WalletResource(order.Buyer, order.PayerId, "VERIFIED")),
            PurchaseUnits =
            [
                new PurchaseUnitResource(
                    order.ReferenceId, Amounts.Write(order.Amount, order.Currency), order.CustomId, order.InvoiceId, Payments(order)),
            ],
            Payer = order is { Buyer: { } buyer, PayerId: { } payer } ? new PayerResource(buyer, payer) : null,
            CreateTime = Time(order.CreatedAt),
            UpdateTime = Time(order.UpdatedAt),
        };
    }

    /// <summary>An authorisation.</summary>
    public PaymentResource Of(PayPalOrder order, PayPalAuthorization authorization, bool isMinimal = false)
    {
        var self = $"{publicUrl}/paypal/v2/payments/authorizations/{authorization.Id}";
        var links = new List<PayPalLink> { new(self, "self", "GET") };
        if (authorization.Status is PayPalStatus.Created or PayPalStatus.PartiallyCaptured)
        {
            links.AddRange([new($"{self}/capture", "capture", "POST"), new($"{self}/void", "void", "POST")]);
        }

        links.Add(Up(order));
        var shown = new PaymentResource(authorization.Id, authorization.Status, links);
        return isMinimal ? shown : Common(shown, order, order.Amount, authorization.CreatedAt) with
        {
            ExpirationTime = Time(authorization.CreatedAt + Holds),
            SupplementaryData = new SupplementaryData(new RelatedIds(order.Id)),
        };
    }

    /// <summary>A capture.</summary>
    public PaymentResource Of(PayPalOrder order, PayPalCapture capture, bool isMinimal = false)
    {
        var self = CaptureUrl(capture.Id);
        var links = new List<PayPalLink> { new(self, "self", "GET") };
        if (capture.Status is PayPalStatus.Completed or PayPalStatus.PartiallyRefunded)
        {
            links.Add(new($"{self}/refund", "refund", "POST"));
        }

        links.Add(Up(order));
        var shown = new PaymentResource(capture.Id, capture.Status, links);
        return isMinimal ? shown : Common(shown, order, capture.Amount, capture.CreatedAt) with
        {
            FinalCapture = capture.IsFinal,
            StatusDetails = capture.Status is PayPalStatus.Pending ? new StatusDetails("ECHECK") : null,
            SupplementaryData = new SupplementaryData(new RelatedIds(order.Id, order.Authorization?.Id)),
        };
    }

    /// <summary>A refund.</summary>
    public PaymentResource Of(PayPalOrder order, PayPalRefund refund, bool isMinimal = false)
    {
        var shown = new PaymentResource(
            refund.Id,
            PayPalStatus.Completed,
            [
                new($"{publicUrl}/paypal/v2/payments/refunds/{refund.Id}", "self", "GET"),
                new(CaptureUrl(refund.CaptureId), "up", "GET"),
            ]);
        return isMinimal ? shown : Common(shown, order, refund.Amount, refund.CreatedAt);
    }

    /// <summary>Writes a time.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static PaymentResource Common(PaymentResource shown, PayPalOrder order, long amount, DateTimeOffset createdAt) => shown with
    {
        Amount = Amounts.Write(amount, order.Currency),
        CustomId = order.CustomId,
        InvoiceId = order.InvoiceId,
        CreateTime = Time(createdAt),
        UpdateTime = Time(order.UpdatedAt),
    };

    private PaymentsResource? Payments(PayPalOrder order) => order.Authorization is not { } authorization ? null : new PaymentsResource(
        [Inside(Of(order, authorization))],
        order.Captures.Count == 0 ? null : [.. order.Captures.Select(capture => Inside(Of(order, capture)))],
        order.Refunds.Count == 0 ? null : [.. order.Refunds.Select(refund => Of(order, refund))]);

    private static PaymentResource Inside(PaymentResource payment) => payment with { SupplementaryData = null };

    private IEnumerable<PayPalLink> Links(PayPalOrder order)
    {
        var self = OrderUrl(order.Id);
        yield return new(self, "self", "GET");
        switch (order.Status)
        {
            case PayPalStatus.PayerActionRequired:
                yield return new($"{publicUrl}{ApprovalEndpoints.Path}?token={order.Id}", "payer-action", "GET");
                break;
            case PayPalStatus.Approved:
                yield return new($"{self}/authorize", "authorize", "POST");
                break;
        }
    }

    private PayPalLink Up(PayPalOrder order) => new(OrderUrl(order.Id), "up", "GET");

    private string OrderUrl(string id) => $"{publicUrl}/paypal/v2/checkout/orders/{id}";

    private string CaptureUrl(string id) => $"{publicUrl}/paypal/v2/payments/captures/{id}";
}

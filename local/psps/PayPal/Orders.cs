using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Makes, shows and authorises orders.</summary>
internal static class Orders
{
    private const int LongestId = 127;
    private const int LongestReference = 256;
    private const string Unit = "/purchase_units/0";
    private const string Context = "/payment_source/paypal/experience_context";
    private const string DefaultReference = "default";

    /// <summary><c>POST /v2/checkout/orders</c>: an order that waits for its buyer.</summary>
    public static PayPalAnswer Create(PayPalRequest request, LedgerTransaction ledger)
    {
        var body = PayPalJson.ReadRequest<OrderRequest>(request.Body);
        if (body.Intent is not "AUTHORIZE")
        {
            throw body.Intent switch
            {
                null => PayPalException.Missing("/intent"),
                "CAPTURE" => PayPalException.Unprocessable("UNSUPPORTED_INTENT", "/intent"),
                _ => PayPalException.BadRequest("INVALID_PARAMETER_VALUE", "/intent"),
            };
        }

        var unit = body.PurchaseUnits switch
        {
            null => throw PayPalException.Missing("/purchase_units"),
            [{ } one] => one,
            _ => throw PayPalException.BadRequest("NOT_SUPPORTED", "/purchase_units"),
        };
        var amount = unit.Amount ?? throw PayPalException.Missing($"{Unit}/amount");
        var context = body.PaymentSource?.Paypal?.ExperienceContext;
        var now = ledger.Time.GetUtcNow();
        var order = new PayPalOrder
        {
            Id = PayPalId.New(),
            Status = PayPalStatus.PayerActionRequired,
            Amount = Amounts.Read(new PayPalMoney(amount.CurrencyCode, amount.Value), $"{Unit}/amount"),
            Currency = amount.CurrencyCode ?? string.Empty,
            ReferenceId = Short(unit.ReferenceId, LongestReference, $"{Unit}/reference_id") ?? DefaultReference,
            CustomId = Short(unit.CustomId, LongestId, $"{Unit}/custom_id"),
            InvoiceId = Short(unit.InvoiceId, LongestId, $"{Unit}/invoice_id"),
            ReturnUrl = Address(context?.ReturnUrl, $"{Context}/return_url"),
            CancelUrl = Address(context?.CancelUrl, $"{Context}/cancel_url"),
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (ledger.IsInvoicePaid(order.InvoiceId, exceptOrder: null))
        {
            throw PayPalException.Unprocessable("DUPLICATE_INVOICE_ID", $"{Unit}/invoice_id");
        }

        ledger.SaveOrder(order);
        ledger.NoteInvoice(order);
        ledger.Entries.Append(order.Id, EntryKind.Created, order.Amount);
        ledger.Entries.Append(order.Id, EntryKind.ChallengeRequested, order.Amount);
        return PayPalAnswer.Ok(request.View.Of(order, request.IsMinimal));
    }

    /// <summary><c>GET /v2/checkout/orders/{id}</c></summary>
    public static PayPalAnswer Show(PayPalRequest request, LedgerTransaction ledger) =>
        PayPalAnswer.Ok(request.View.Of(ledger.GetOrder(request.Id)));

    /// <summary><c>POST /v2/checkout/orders/{id}/authorize</c>: holds the amount once the buyer has approved.</summary>
    public static PayPalAnswer Authorize(PayPalRequest request, LedgerTransaction ledger)
    {
        PayPalJson.ReadRequest<AuthorizeRequest>(request.Body);
        var order = ledger.GetOrder(request.Id);
        if (order.Authorization is not null)
        {
            throw PayPalException.Unprocessable("ORDER_ALREADY_AUTHORIZED");
        }

        if (order is not { Status: PayPalStatus.Approved, Buyer: { } email })
        {
            throw PayPalException.Unprocessable("ORDER_NOT_APPROVED");
        }

        if (ledger.IsInvoicePaid(order.InvoiceId, order.Id))
        {
            throw PayPalException.Unprocessable("DUPLICATE_INVOICE_ID");
        }

        return TestBuyer.Find(email)?.Behaviour switch
        {
            BuyerBehaviour.Declines => throw PayPalException.Unprocessable("TRANSACTION_REFUSED"),
            BuyerBehaviour.CannotPay => throw PayPalException.Unprocessable("PAYER_CANNOT_PAY"),
            BuyerBehaviour.IsDenied => Hold(request, ledger, order, PayPalStatus.Denied),
            BuyerBehaviour.AnswersLate => Hold(request, ledger, order, PayPalStatus.Created) with { IsHeldBack = true },
            _ => Hold(request, ledger, order, PayPalStatus.Created),
        };
    }

    private static PayPalAnswer Hold(PayPalRequest request, LedgerTransaction ledger, PayPalOrder order, string status)
    {
        var authorization = new PayPalAuthorization(ledger.NewPart(order), status, ledger.Time.GetUtcNow());
        order = ledger.SaveOrder(order with { Status = PayPalStatus.Completed, Authorization = authorization });
        if (status is PayPalStatus.Created)
        {
            ledger.Entries.Append(order.Id, EntryKind.Authorized, order.Amount);
            ledger.Tell(PayPalEvents.AuthorizationCreated, request.View.Of(order, authorization));
        }
        else
        {
            ledger.Entries.Append(order.Id, EntryKind.Declined, order.Amount);
        }

        return PayPalAnswer.Created(request.View.Of(order));
    }

    private static string? Short(string? text, int longest, string field) => text is null || (text.Length > 0 && text.Length <= longest)
        ? text
        : throw PayPalException.BadRequest("INVALID_STRING_LENGTH", field);

    private static string Address(string? url, string field) =>
        url is null ? throw PayPalException.Missing(field)
        : Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? url
        : throw PayPalException.BadRequest("INVALID_PARAMETER_SYNTAX", field);
}

/// <summary>Body of an authorisation; empty, as the buyer has chosen already.</summary>
internal sealed record AuthorizeRequest
{
    /// <summary>No effect.</summary>
    public System.Text.Json.JsonElement? PaymentSource { get; init; }
}

namespace Checkout.Payments.Providers.PayPal;

/// <summary>The part of an order that matters here, schema <c>order</c>.</summary>
internal sealed record PayPalOrder(
    string? Id = null, string? Status = null, List<PayPalPurchaseUnit>? PurchaseUnits = null, List<PayPalLink>? Links = null)
{
    public const string Created = "CREATED";
    public const string Saved = "SAVED";
    public const string PayerActionRequired = "PAYER_ACTION_REQUIRED";
    public const string Approved = "APPROVED";
    public const string Voided = "VOIDED";

    /// <summary>PayPal's page for the buyer.</summary>
    public string? ApprovalUrl => Links?.Find(link => link.Rel is "payer-action" or "approve")?.Href;

    /// <summary>What was held; orders of ours have one purchase unit, which is authorised once.</summary>
    public PayPalPayment? Authorization => Payments?.Authorizations?.LastOrDefault();

    /// <summary>What was taken, oldest first.</summary>
    public IReadOnlyList<PayPalPayment> Captures => Payments?.Captures ?? [];

    /// <summary>The order with one more capture.</summary>
    public PayPalOrder With(PayPalPayment capture) => this with
    {
        PurchaseUnits = [new PayPalPurchaseUnit(Payments: new PayPalPayments([.. Payments?.Authorizations ?? []], [.. Captures, capture]))],
    };

    private PayPalPayments? Payments => PurchaseUnits?.FirstOrDefault()?.Payments;
}

/// <summary>What an order is for.</summary>
internal sealed record PayPalPurchaseUnit(string? CustomId = null, PayPalPayments? Payments = null);

/// <summary>What became of it.</summary>
internal sealed record PayPalPayments(List<PayPalPayment>? Authorizations = null, List<PayPalPayment>? Captures = null);

/// <summary>An authorisation, a capture or a refund.</summary>
internal sealed record PayPalPayment(string? Id = null, string? Status = null, PayPalAmount? Amount = null)
{
    public const string Created = "CREATED";
    public const string Captured = "CAPTURED";
    public const string PartiallyCaptured = "PARTIALLY_CAPTURED";
    public const string Denied = "DENIED";
    public const string Voided = "VOIDED";
    public const string Pending = "PENDING";
    public const string Completed = "COMPLETED";
    public const string Declined = "DECLINED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";
    public const string Refunded = "REFUNDED";
    public const string PartiallyRefunded = "PARTIALLY_REFUNDED";

    /// <summary>Of a capture: money is taken and not all of it is given back.</summary>
    public bool IsTaken => Status is Completed or PartiallyRefunded;

    /// <summary>Of a capture: nothing was taken, and nothing will be.</summary>
    public bool HasFailed => Status is Declined or Failed;
}

/// <summary>An amount, schema <c>money</c>.</summary>
internal sealed record PayPalAmount(string? CurrencyCode = null, string? Value = null);

/// <summary>A call that goes on from an answer.</summary>
internal sealed record PayPalLink(string? Href = null, string? Rel = null);

/// <summary>Body of every refusal. The sidecar's own errors have no <c>name</c>.</summary>
internal sealed record PayPalError(string? Name = null, string? DebugId = null, List<PayPalIssue>? Details = null)
{
    public const string AlreadyAuthorized = "ORDER_ALREADY_AUTHORIZED";
    public const string CaptureFullyRefunded = "CAPTURE_FULLY_REFUNDED";
    public const string DuplicateInvoice = "DUPLICATE_INVOICE_ID";
    public const string NotApproved = "ORDER_NOT_APPROVED";

    /// <summary>The fine-grained code, e.g. <c>ORDER_NOT_APPROVED</c>.</summary>
    public string? Issue => Details?.FirstOrDefault()?.Issue;
}

/// <summary>One thing that is wrong.</summary>
internal sealed record PayPalIssue(string? Issue = null);

/// <summary>An access token (RFC 6749, section 5.1).</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="ExpiresIn">Seconds.</param>
internal sealed record PayPalToken(string? AccessToken = null, long ExpiresIn = 0);

/// <summary>What PayPal says to a notification that we ask about.</summary>
internal sealed record PayPalVerification(string? VerificationStatus = null)
{
    public const string Success = "SUCCESS";
}

/// <summary>A notification.</summary>
internal sealed record PayPalEvent(
    string? Id = null, string? EventType = null, string? ResourceType = null, PayPalEventResource? Resource = null);

/// <summary>What a notification is about: an order, or a payment of one.</summary>
internal sealed record PayPalEventResource(
    string? Id = null,
    string? CustomId = null,
    List<PayPalPurchaseUnit>? PurchaseUnits = null,
    PayPalSupplementaryData? SupplementaryData = null);

/// <summary>What a payment belongs to.</summary>
internal sealed record PayPalSupplementaryData(PayPalRelatedIds? RelatedIds = null);

/// <summary>Identifiers of what a payment belongs to.</summary>
internal sealed record PayPalRelatedIds(string? OrderId = null);

namespace Checkout.Local.Psps.PayPal;

/// <summary>A call that goes on from here.</summary>
/// <param name="Href">Its address.</param>
/// <param name="Rel">What it is for.</param>
/// <param name="Method">How to call it.</param>
internal sealed record PayPalLink(string Href, string Rel, string Method);

/// <summary>An order, schema <c>order</c>.</summary>
internal sealed record OrderResource(string Id, string Status, IReadOnlyList<PayPalLink> Links)
{
    /// <summary>What happens after the approval.</summary>
    public string? Intent { get; init; }

    /// <summary>What pays.</summary>
    public PaymentSourceResource? PaymentSource { get; init; }

    /// <summary>What is paid.</summary>
    public IReadOnlyList<PurchaseUnitResource>? PurchaseUnits { get; init; }

    /// <summary>Who pays.</summary>
    public PayerResource? Payer { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreateTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? UpdateTime { get; init; }
}

/// <summary>What pays: a wallet.</summary>
internal sealed record PaymentSourceResource(WalletResource Paypal);

/// <summary>A wallet; empty until its owner has approved.</summary>
internal sealed record WalletResource(string? EmailAddress = null, string? AccountId = null, string? AccountStatus = null);

/// <summary>Who pays.</summary>
internal sealed record PayerResource(string EmailAddress, string PayerId);

/// <summary>What is paid, schema <c>purchase_unit</c>.</summary>
internal sealed record PurchaseUnitResource(
    string ReferenceId, PayPalMoney Amount, string? CustomId, string? InvoiceId, PaymentsResource? Payments);

/// <summary>What became of a purchase unit, schema <c>payment_collection</c>.</summary>
internal sealed record PaymentsResource(
    IReadOnlyList<PaymentResource>? Authorizations, IReadOnlyList<PaymentResource>? Captures, IReadOnlyList<PaymentResource>? Refunds);

/// <summary>An authorisation, a capture or a refund: they have these fields in common.</summary>
internal sealed record PaymentResource(string Id, string Status, IReadOnlyList<PayPalLink> Links)
{
    /// <summary>Why it is pending or refused.</summary>
    public StatusDetails? StatusDetails { get; init; }

    /// <summary>How much.</summary>
    public PayPalMoney? Amount { get; init; }

    /// <summary>The merchant's own reference.</summary>
    public string? CustomId { get; init; }

    /// <summary>The merchant's invoice.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>Whether the rest of the authorisation was let go; of a capture only.</summary>
    public bool? FinalCapture { get; init; }

    /// <summary>Until when it is held; of an authorisation only.</summary>
    public string? ExpirationTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreateTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? UpdateTime { get; init; }

    /// <summary>What it belongs to; not inside an order, and not of a refund.</summary>
    public SupplementaryData? SupplementaryData { get; init; }
}

/// <summary>Why something stands where it stands.</summary>
internal sealed record StatusDetails(string Reason);

/// <summary>What a payment belongs to.</summary>
internal sealed record SupplementaryData(RelatedIds RelatedIds);

/// <summary>Identifiers of what a payment belongs to.</summary>
internal sealed record RelatedIds(string OrderId, string? AuthorizationId = null);

using System.Text.Json;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Body of <c>POST /v2/checkout/orders</c>; what has no effect in this simulation is accepted as it is.</summary>
internal sealed record OrderRequest
{
    /// <summary>What happens after the approval.</summary>
    public string? Intent { get; init; }

    /// <summary>What is to be paid.</summary>
    public IReadOnlyList<PurchaseUnitRequest>? PurchaseUnits { get; init; }

    /// <summary>What is to pay.</summary>
    public PaymentSourceRequest? PaymentSource { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Payer { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? ApplicationContext { get; init; }
}

/// <summary>What is to be paid, schema <c>purchase_unit_request</c>.</summary>
internal sealed record PurchaseUnitRequest
{
    /// <summary>The merchant's name of the unit.</summary>
    public string? ReferenceId { get; init; }

    /// <summary>How much.</summary>
    public AmountRequest? Amount { get; init; }

    /// <summary>The merchant's own reference.</summary>
    public string? CustomId { get; init; }

    /// <summary>The merchant's invoice.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Description { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? SoftDescriptor { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Payee { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? PaymentInstruction { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Items { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Shipping { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? SupplementaryData { get; init; }
}

/// <summary>How much, schema <c>amount_with_breakdown</c>.</summary>
internal sealed record AmountRequest
{
    /// <summary>ISO 4217, upper case.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>Decimal text in major units.</summary>
    public string? Value { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Breakdown { get; init; }
}

/// <summary>What is to pay; only a wallet can here.</summary>
internal sealed record PaymentSourceRequest
{
    /// <summary>A PayPal wallet.</summary>
    public WalletRequest? Paypal { get; init; }
}

/// <summary>A wallet, schema <c>paypal_wallet</c>.</summary>
internal sealed record WalletRequest
{
    /// <summary>What the buyer sees, and where the buyer goes afterwards.</summary>
    public ExperienceContext? ExperienceContext { get; init; }

    /// <summary>No effect: the buyer chooses the account on the page.</summary>
    public JsonElement? EmailAddress { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Name { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Phone { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? BirthDate { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? TaxInfo { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Address { get; init; }
}

/// <summary>Schema <c>paypal_wallet_experience_context</c>.</summary>
internal sealed record ExperienceContext
{
    /// <summary>Where an approving buyer goes.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Where a cancelling buyer goes.</summary>
    public string? CancelUrl { get; init; }

    /// <summary>Name of the shop on the page.</summary>
    public string? BrandName { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? Locale { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? ShippingPreference { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? LandingPage { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? UserAction { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? PaymentMethodPreference { get; init; }
}

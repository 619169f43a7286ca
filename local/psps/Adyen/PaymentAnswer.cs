namespace Checkout.Local.Psps.Adyen;

/// <summary>Result of a payment, schemas <c>PaymentResponse</c> and <c>PaymentDetailsResponse</c>.</summary>
internal sealed record PaymentAnswer
{
    /// <summary>Adyen's reference.</summary>
    public required string PspReference { get; init; }

    /// <summary>The result.</summary>
    public required string ResultCode { get; init; }

    /// <summary>The merchant's own reference.</summary>
    public required string MerchantReference { get; init; }

    /// <summary>Authorised.</summary>
    public Amount? Amount { get; init; }

    /// <summary>What the shopper has to do.</summary>
    public object? Action { get; init; }

    /// <summary>Why it was refused, for people.</summary>
    public string? RefusalReason { get; init; }

    /// <summary>Why it was refused, for programs.</summary>
    public string? RefusalReasonCode { get; init; }

    /// <summary>The token of a stored card and whom it belongs to.</summary>
    public IReadOnlyDictionary<string, string>? AdditionalData { get; init; }

    /// <summary>Reads the result from the payment.</summary>
    public static PaymentAnswer Of(AdyenPayment payment) => new()
    {
        PspReference = payment.PspReference,
        ResultCode = payment.Status is AdyenStatus.Captured ? AdyenStatus.Authorised : payment.Status,
        MerchantReference = payment.Reference,
        Amount = payment.Status is AdyenStatus.Authorised or AdyenStatus.Captured ? payment.Amount : null,
        Action = ShopperActions.Of(payment),
        RefusalReason = payment.RefusalReasonCode is { } code ? Refusals.Describe(code) : null,
        RefusalReasonCode = payment.RefusalReasonCode,
        AdditionalData = payment is { StoredPaymentMethodId: { } token, ShopperReference: { } shopper }
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["tokenization.shopperReference"] = shopper,
                ["tokenization.store.operationType"] = "created",
                ["tokenization.storedPaymentMethodId"] = token,
            }
            : null,
    };
}

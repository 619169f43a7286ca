namespace Checkout.Contracts.Payments;

/// <summary>
/// A payment method that a customer keeps, as merchants see it (<c>GET /stored-methods/{tenantId}/{customerUrn}</c> lists them,
/// <c>GET /stored-methods/{tenantId}/{customerUrn}/{urn}</c> and <c>GET /stored-methods/{tenantId}?urn=</c> answer one or 404).
/// </summary>
/// <param name="PaymentMethodUrn">E.g. <c>pm.00.482.7</c>.</param>
/// <param name="CustomerUrn">Its owner.</param>
/// <param name="PaymentChannel">E.g. <c>CreditCard</c>.</param>
/// <param name="MaskedCardNumber">First six and last four digits, e.g. <c>411111******1111</c>.</param>
/// <param name="CardType">Scheme, e.g. <c>Visa</c>.</param>
/// <param name="ExpireMonth">Two digits.</param>
/// <param name="ExpireYear">Four digits.</param>
/// <param name="CardAlias">The shopper's own label.</param>
/// <param name="State"><c>Active</c> or <c>Inactive</c>.</param>
/// <param name="StoredAt">When it was stored, UTC.</param>
public sealed record StoredMethod(
    string PaymentMethodUrn,
    string CustomerUrn,
    string PaymentChannel,
    string MaskedCardNumber,
    string CardType,
    string ExpireMonth,
    string ExpireYear,
    string? CardAlias,
    string State,
    DateTimeOffset StoredAt)
{
    /// <summary>State of a method that can pay.</summary>
    public const string Active = "Active";

    /// <summary>State of a method that is kept and cannot pay.</summary>
    public const string Inactive = "Inactive";
}

/// <summary>Body of <c>PUT /stored-methods/{tenantId}/{customerUrn}/{urn}/state</c>.</summary>
/// <param name="State"><see cref="StoredMethod.Active"/> or <see cref="StoredMethod.Inactive"/>.</param>
public sealed record StoredMethodState(string State);

/// <summary>Why a card could not be stored (422 of <c>POST /stored-methods/{tenantId}/{customerUrn}</c>).</summary>
/// <param name="ReasonCode">payment-activity's code, e.g. <c>CARD_DECLINED</c>, <c>INVALID_CARD</c>, <c>PSP_UNAVAILABLE</c>.</param>
/// <param name="Reason">For people.</param>
public sealed record StoredMethodRefusal(string ReasonCode, string Reason);

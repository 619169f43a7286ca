using System.Text.Json.Serialization;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Requests;
using Checkout.Contracts;

namespace Checkout.Api.Dialects.Ucp.Requests;

/// <summary>Body of complete.</summary>
internal sealed record CompleteBody(PaymentBody? Payment);

/// <summary>What the platform has collected to pay with.</summary>
internal sealed record PaymentBody(IReadOnlyList<InstrumentBody>? Instruments);

/// <summary>One means of payment.</summary>
internal sealed record InstrumentBody(
    string? Id,
    [property: Alias("handler_id")] string? HandlerId,
    string? Type,
    bool? Selected,
    DisplayBody? Display,
    [property: Alias("billing_address")] AddressBody? BillingAddress,
    CredentialBody? Credential);

/// <summary>What the platform shows of it.</summary>
internal sealed record DisplayBody(
    string? Brand,
    [property: Alias("last_digits")] string? LastDigits,
    [property: Alias("expiry_month")] int? ExpiryMonth,
    [property: Alias("expiry_year")] int? ExpiryYear);

/// <summary>A card, or a token that stands for one. It is never answered and never kept.</summary>
internal sealed record CredentialBody(
    string? Type,
    string? Token,
    [property: Alias("card_number_type")] string? NumberType,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Number,
    [property: Alias("expiry_month")] int? ExpiryMonth,
    [property: Alias("expiry_year")] int? ExpiryYear,
    string? Name,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Cvc)
{
    /// <summary>The card as the rules of fresh cards judge it.</summary>
    /// <param name="holder">Name on the card, if the credential has none.</param>
    public CreditCardDto ToCard(string? holder) => new(
        Name ?? holder,
        Number,
        ExpiryYear?.ToString("0000"),
        ExpiryMonth?.ToString("00"),
        Cvc,
        CardAlias: null,
        UseStoredMethod: null,
        StoredMethodUrn: null,
        StoredMethodToken: default);
}

/// <summary>Body of tokenize.</summary>
internal sealed record TokenizeBody(CredentialBody? Credential, BindingBody? Binding);

/// <summary>The one checkout that a token pays.</summary>
internal sealed record BindingBody([property: Alias("checkout_id")] string? CheckoutId);

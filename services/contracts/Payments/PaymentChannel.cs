using System.Text.Json.Serialization;

namespace Checkout.Contracts.Payments;

/// <summary>How a shopper pays (vendor text "Submit Checkout", EnPaymentChannel).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentChannel>))]
public enum PaymentChannel
{
    /// <summary>A card, fresh or stored; at once or after 3-D Secure.</summary>
    CreditCard,

    /// <summary>A PayPal account, approved on PayPal's page.</summary>
    PayPal,

    /// <summary>Klarna's pay later or pay in parts, approved on Klarna's page.</summary>
    Klarna,

    /// <summary>A SEPA direct debit under a mandate; the bank's word comes days later.</summary>
    SEPA,

    /// <summary>A transfer that the shopper approves on the page of the bank (iDEAL).</summary>
    Bank,

    /// <summary>Paid elsewhere; the merchant tells what became of it. Dialects whose merchants do so use it; the vendor's own API has no such channel.</summary>
    External,
}

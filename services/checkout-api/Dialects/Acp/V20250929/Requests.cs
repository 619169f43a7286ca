using Checkout.Api.Sessions;
using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Api.Dialects.Acp.V20250929;

/// <summary>Body of a request to create or change a session.</summary>
/// <param name="Items">What is wanted; replaces what was wanted before.</param>
/// <param name="Buyer">Who pays.</param>
/// <param name="FulfillmentAddress">Where it goes.</param>
/// <param name="FulfillmentOptionId">One of the ways of delivery that the session offers.</param>
internal sealed record SessionRequest(
    IReadOnlyList<ItemBody?>? Items, BuyerBody? Buyer, AddressBody? FulfillmentAddress, string? FulfillmentOptionId)
{
    /// <summary>The request as a change, in which null takes away.</summary>
    public PurchaseWish ToChange(HttpContext context)
    {
        var cleared = context.Features.GetRequiredFeature<ClearedFields>();
        return ToWish() with
        {
            Forgets = cleared.If("buyer", Forgotten.Buyer)
                | cleared.If("fulfillment_address", Forgotten.Address)
                | cleared.If("fulfillment_option_id", Forgotten.FulfilmentOption),
        };
    }

    public PurchaseWish ToWish() => new()
    {
        Items = Items?.Select(item => new WishedItem(item!.Id!, item.Quantity!.Value)).ToList(),
        Buyer = Buyer?.ToBuyer(),
        Address = FulfillmentAddress?.ToAddress(),
        FulfilmentOptionId = FulfillmentOptionId,
    };
}

/// <summary>An item, in requests and answers.</summary>
internal sealed record ItemBody(string? Id, decimal? Quantity);

/// <summary>Who pays, in requests and answers.</summary>
internal sealed record BuyerBody(string? FirstName, string? LastName, string? Email, string? PhoneNumber)
{
    /// <summary>The buyer; null when something is not known that this version insists on.</summary>
    public static BuyerBody? Of(Buyer? buyer) => buyer is { FirstName: { } first, LastName: { } last, Email: { } email }
        ? new BuyerBody(first, last, email, buyer.PhoneNumber)
        : null;

    public Buyer ToBuyer() => new(FirstName, LastName, Email, PhoneNumber);
}

/// <summary>Body of a request to pay a session.</summary>
internal sealed record CompleteRequest(BuyerBody? Buyer, PaymentDataBody? PaymentData)
{
    public PaymentWish ToWish() => new(PaymentData!.Token!, new PurchaseWish { Buyer = Buyer?.ToBuyer() });
}

/// <summary>What pays.</summary>
/// <param name="Token">A delegated card (<c>vt_…</c>), or the URN of a stored method.</param>
/// <param name="Provider">The protocol knows <c>stripe</c> only; which PSP takes the payment is decided here.</param>
/// <param name="BillingAddress">Of the one who pays; checked and not kept.</param>
internal sealed record PaymentDataBody(string? Token, string? Provider, AddressBody? BillingAddress);

using Checkout.Api.Sessions;
using Checkout.Contracts.Payments;
using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>Body of a request to create or change a session.</summary>
/// <param name="LineItems">What is wanted; replaces what was wanted before.</param>
/// <param name="Currency">ISO 4217, lower case; creating only.</param>
/// <param name="Capabilities">What the agent can do; creating only.</param>
/// <param name="Buyer">Who pays.</param>
/// <param name="FulfillmentDetails">Where it goes.</param>
/// <param name="SelectedFulfillmentOptions">Ways of delivery that the session offers; one for everything.</param>
/// <param name="Discounts">Promotion codes; replaces those before.</param>
/// <param name="Coupons">The same under an older name; <paramref name="Discounts"/> goes first.</param>
internal sealed record SessionRequest(
    IReadOnlyList<ItemBody?>? LineItems,
    string? Currency,
    CapabilitiesBody? Capabilities,
    BuyerBody? Buyer,
    FulfillmentDetailsBody? FulfillmentDetails,
    IReadOnlyList<SelectedOptionBody?>? SelectedFulfillmentOptions,
    DiscountsBody? Discounts,
    IReadOnlyList<string?>? Coupons)
{
    /// <summary>The request as a change, in which null takes away.</summary>
    public PurchaseWish ToChange(HttpContext context)
    {
        var cleared = context.Features.GetRequiredFeature<ClearedFields>();
        return ToWish() with
        {
            Forgets = cleared.If("buyer", Forgotten.Buyer)
                | cleared.If("fulfillment_details", Forgotten.Address)
                | cleared.If("selected_fulfillment_options", Forgotten.FulfilmentOption)
                | cleared.If("discounts", Forgotten.PromotionCodes),
        };
    }

    public PurchaseWish ToWish() => new()
    {
        Items = LineItems?.Select(item => new WishedItem(item!.Id!, item.Quantity ?? 1)).ToList(),
        Currency = Currency?.ToUpperInvariant(),
        Interventions = Capabilities?.Interventions?.Supported?.OfType<string>().ToList(),
        Buyer = Buyer?.ToBuyer(),
        CustomerUrn = Buyer?.CustomerId,
        Address = FulfillmentDetails?.ToAddress(),
        FulfilmentOptionId = SelectedFulfillmentOptions is [{ OptionId: { } chosen }, ..] ? chosen : null,
        PromotionCodes = (Discounts?.Codes ?? Coupons)?.OfType<string>().ToList(),
    };
}

/// <summary>An item. The schema has no quantity, the protocol's own text has: without one, each mention is one piece.</summary>
internal sealed record ItemBody(string? Id, decimal? Quantity);

/// <summary>What an agent can do.</summary>
internal sealed record CapabilitiesBody(InterventionsBody? Interventions);

/// <summary>What an agent can take its shopper through.</summary>
internal sealed record InterventionsBody(IReadOnlyList<string?>? Supported);

/// <summary>Who pays, in requests and answers.</summary>
internal sealed record BuyerBody(
    string? FirstName, string? LastName, string? FullName, string? Email, string? PhoneNumber, string? CustomerId)
{
    /// <summary>The buyer; null without an e-mail address, on which this version insists.</summary>
    public static BuyerBody? Of(CheckoutSession session) => session.Buyer is { Email: { } email } buyer && PayerRules.IsEmail(email)
        ? new BuyerBody(buyer.FirstName, buyer.LastName, buyer.FullName, email, buyer.PhoneNumber, session.CustomerUrn)
        : null;

    public Buyer ToBuyer()
    {
        var cut = FullName?.LastIndexOf(' ') ?? -1;
        return new Buyer(
            FirstName ?? (cut > 0 ? FullName![..cut] : FullName),
            LastName ?? (cut > 0 ? FullName![(cut + 1)..] : null),
            Email,
            PhoneNumber);
    }
}

/// <summary>Where it goes, in requests and answers.</summary>
internal sealed record FulfillmentDetailsBody(string? Name, string? PhoneNumber, string? Email, AddressBody? Address)
{
    public PostalAddress? ToAddress() => Address is null ? null : Address.ToAddress(PhoneNumber) with { Name = Name ?? Address.Name };
}

/// <summary>A way of delivery for some items.</summary>
internal sealed record SelectedOptionBody(string? Type, string? OptionId, IReadOnlyList<string>? ItemIds);

/// <summary>Promotion codes.</summary>
internal sealed record DiscountsBody(IReadOnlyList<string?>? Codes);

/// <summary>Body of a request to pay a session.</summary>
internal sealed record CompleteRequest(BuyerBody? Buyer, PaymentDataBody? PaymentData, AuthenticationResultBody? AuthenticationResult)
{
    public PaymentWish ToWish() => new(
        PaymentData!.Instrument!.Credential!.Token!,
        new PurchaseWish { Buyer = Buyer?.ToBuyer(), CustomerUrn = Buyer?.CustomerId },
        AuthenticationResult?.Outcome);
}

/// <summary>What pays.</summary>
internal sealed record PaymentDataBody(string? HandlerId, InstrumentBody? Instrument, AddressBody? BillingAddress);

/// <summary>The instrument; its credential counts.</summary>
internal sealed record InstrumentBody(string? Type, CredentialBody? Credential);

/// <summary>A token: a delegated card (<c>vt_…</c>), or the URN of a stored method.</summary>
internal sealed record CredentialBody(string? Type, string? Token);

/// <summary>How the agent says that the shopper's authentication ended. The PSP's word counts, not this one.</summary>
internal sealed record AuthenticationResultBody(string? Outcome, OutcomeDetailsBody? OutcomeDetails);

/// <summary>What an authentication gave.</summary>
internal sealed record OutcomeDetailsBody(
    string? ThreeDsCryptogram, string? ElectronicCommerceIndicator, string? TransactionId, string? Version);

namespace Checkout.Api.Dialects.Ucp.Answers;

/// <summary>A checkout session as the protocol writes it.</summary>
internal sealed record UcpCheckout(
    UcpEnvelope Ucp,
    string Id,
    string Status,
    string Currency,
    IReadOnlyList<UcpLineItem> LineItems,
    IReadOnlyList<UcpTotal> Totals,
    IReadOnlyList<UcpLink> Links)
{
    public UcpBuyer? Buyer { get; init; }

    public IReadOnlyList<UcpMessage>? Messages { get; init; }

    /// <summary>From then on it cannot be completed, UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where the shopper can go on in a browser.</summary>
    public string? ContinueUrl { get; init; }

    public UcpFulfillment? Fulfillment { get; init; }

    public UcpDiscounts? Discounts { get; init; }

    public UcpPayment? Payment { get; init; }

    /// <summary>Only of a completed checkout.</summary>
    public UcpOrderConfirmation? Order { get; init; }

    /// <summary>
    /// The challenge that a shopper has to pass, by the type that later versions of the protocol have for it. This version knows no actions
    /// and lets a checkout have more members than it names.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<UcpAction>>? Actions { get; init; }
}

/// <summary>One line.</summary>
internal sealed record UcpLineItem(string Id, UcpItem Item, int Quantity, IReadOnlyList<UcpTotal> Totals, string? ParentId = null);

/// <summary>What is bought.</summary>
/// <param name="Id">The tenant's article.</param>
/// <param name="Title">For people.</param>
/// <param name="Price">For one, tax included, minor units.</param>
internal sealed record UcpItem(string Id, string Title, long Price);

/// <summary>A part of a sum, or the sum.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Amount">Minor units; what is taken off is negative.</param>
/// <param name="DisplayText">For people; required where the type is not the protocol's own.</param>
/// <param name="Lines">What it consists of.</param>
internal sealed record UcpTotal(string Type, long Amount, string? DisplayText = null, IReadOnlyList<UcpTotalLine>? Lines = null);

/// <summary>A part of a total, for people.</summary>
internal sealed record UcpTotalLine(string DisplayText, long Amount);

/// <summary>Something that platforms have to show.</summary>
internal sealed record UcpLink(string Type, string Url);

/// <summary>Who buys.</summary>
internal sealed record UcpBuyer(string? FirstName, string? LastName, string? Email, string? PhoneNumber);

/// <summary>Codes and what they took off.</summary>
internal sealed record UcpDiscounts(IReadOnlyList<string> Codes, IReadOnlyList<UcpAppliedDiscount> Applied);

/// <summary>A discount that counts.</summary>
/// <param name="Title">For people.</param>
/// <param name="Amount">Minor units, positive.</param>
/// <param name="Code">The code; null when nobody gave one.</param>
/// <param name="Automatic">True without a code.</param>
/// <param name="Method">How it was computed.</param>
/// <param name="Allocations">Where it went; they add up to the amount.</param>
internal sealed record UcpAppliedDiscount(
    string Title, long Amount, string? Code, bool? Automatic, string? Method, IReadOnlyList<UcpAllocation> Allocations);

/// <summary>A part of a discount.</summary>
internal sealed record UcpAllocation(string Path, long Amount);

/// <summary>The means of payment that the platform has named, without their credentials.</summary>
internal sealed record UcpPayment(IReadOnlyList<UcpInstrument> Instruments);

/// <summary>A means of payment.</summary>
internal sealed record UcpInstrument(string Id, string HandlerId, string Type, bool Selected, UcpInstrumentDisplay? Display = null);

/// <summary>What platforms show of it.</summary>
internal sealed record UcpInstrumentDisplay(string? Brand, string? LastDigits, int? ExpiryMonth, int? ExpiryYear);

/// <summary>The order that came of a checkout.</summary>
internal sealed record UcpOrderConfirmation(string Id, string PermalinkUrl);

/// <summary>Something that the platform has to do.</summary>
internal sealed record UcpAction(string Id, UcpActionConfig Config);

/// <summary>A page to show to the shopper, and what it is about.</summary>
internal sealed record UcpActionConfig(string PaymentInstrumentId, string Url);

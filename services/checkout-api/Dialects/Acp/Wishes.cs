using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp;

/// <summary>What an agent wants a session to be; null for what it says nothing of.</summary>
internal sealed record PurchaseWish
{
    public Buyer? Buyer { get; init; }

    /// <summary>The merchant's name for the buyer.</summary>
    public string? CustomerUrn { get; init; }

    public IReadOnlyList<WishedItem>? Items { get; init; }

    public PostalAddress? Address { get; init; }

    public string? FulfilmentOptionId { get; init; }

    public IReadOnlyList<string>? PromotionCodes { get; init; }

    /// <summary>ISO 4217, upper case.</summary>
    public string? Currency { get; init; }

    /// <summary>What the session is to forget.</summary>
    public Forgotten Forgets { get; init; }

    /// <summary>What the agent can take its shopper through, e.g. <c>3ds</c>.</summary>
    public IReadOnlyList<string>? Interventions { get; init; }
}

/// <summary>Parts of a session that an agent takes away.</summary>
[Flags]
internal enum Forgotten
{
    /// <summary>None.</summary>
    Nothing = 0,

    /// <summary>Who pays.</summary>
    Buyer = 1,

    /// <summary>Where it goes.</summary>
    Address = 2,

    /// <summary>The way of delivery that was chosen.</summary>
    FulfilmentOption = 4,

    /// <summary>Promotion codes.</summary>
    PromotionCodes = 8,
}

/// <summary>An item that an agent wants.</summary>
/// <param name="Id">Of the tenant's catalogue.</param>
/// <param name="Quantity">More than 0; the protocol allows fractions, which nothing here is sold in.</param>
internal sealed record WishedItem(string Id, decimal Quantity);

/// <summary>How an agent wants to pay.</summary>
/// <param name="Token">A delegated card, or a stored method.</param>
/// <param name="Purchase">What the request says of the session itself.</param>
/// <param name="AuthenticationOutcome">How the shopper's authentication ended, as the agent tells it.</param>
internal sealed record PaymentWish(string Token, PurchaseWish Purchase, string? AuthenticationOutcome = null);

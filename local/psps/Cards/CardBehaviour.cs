using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.Cards;

/// <summary>How the simulated issuer of a card behaves. It is kept with the card, since the number is not.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CardBehaviour>))]
internal enum CardBehaviour
{
    /// <summary>Authorises and lets the amount be taken.</summary>
    Succeeds,

    /// <summary>Wants to see the shopper first (3-D Secure challenge), then authorises.</summary>
    Challenges,

    /// <summary>The same, but where the PSP can, the way to the challenge is a form to post.</summary>
    ChallengesByForm,

    /// <summary>Refuses without saying why.</summary>
    Declines,

    /// <summary>Refuses: not enough money.</summary>
    LacksFunds,

    /// <summary>Refuses: the card has expired.</summary>
    Expired,

    /// <summary>Refuses: the security code is wrong.</summary>
    RefusesCvc,

    /// <summary>Authorises, and later refuses to let the amount be taken.</summary>
    FailsAtCapture,

    /// <summary>Authorises, but the PSP holds its answer back: the caller learns of it by inquiry only.</summary>
    AnswersLate,

    /// <summary>Refuses a payment without 3-D Secure; with it, wants to see the shopper and then authorises.</summary>
    WantsAuthentication,

    /// <summary>Authorises a tenth less than was asked for.</summary>
    HoldsLess,

    /// <summary>Authorises; a refund is under way at first and arrives later.</summary>
    RefundsLate,

    /// <summary>Authorises; the first refund seems to arrive and comes back later, the next one stays.</summary>
    RefusesRefunds,
}

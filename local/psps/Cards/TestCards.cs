namespace Checkout.Local.Psps.Cards;

/// <summary>
/// The card numbers that make an issuer behave in a certain way. Most mean here what they mean in Stripe's test mode. Our own:
/// <c>4000000000000341</c> authorises and fails at capture, <c>4000000000006975</c> authorises but answers too late,
/// <c>4000000000001109</c> authorises a tenth less, <c>4000000000003253</c> is challenged by a form post.
/// </summary>
internal static class TestCards
{
    private static readonly Dictionary<string, CardBehaviour> ByNumber = new(StringComparer.Ordinal)
    {
        ["4000000000003220"] = CardBehaviour.Challenges,
        ["4000000000003253"] = CardBehaviour.ChallengesByForm,
        ["4000000000000002"] = CardBehaviour.Declines,
        ["4000000000009995"] = CardBehaviour.LacksFunds,
        ["4000000000000069"] = CardBehaviour.Expired,
        ["4000000000000127"] = CardBehaviour.RefusesCvc,
        ["4000000000000341"] = CardBehaviour.FailsAtCapture,
        ["4000000000006975"] = CardBehaviour.AnswersLate,
        ["4000002760003184"] = CardBehaviour.WantsAuthentication,
        ["4000000000001109"] = CardBehaviour.HoldsLess,
        ["4000000000007726"] = CardBehaviour.RefundsLate,
        ["4000000000005126"] = CardBehaviour.RefusesRefunds,
    };

    private static readonly Dictionary<string, string> NumberByName = new(StringComparer.Ordinal)
    {
        ["pm_card_visa"] = "4242424242424242",
        ["pm_card_mastercard"] = "5555555555554444",
        ["pm_card_amex"] = "378282246310005",
        ["pm_card_threeDSecure2Required"] = "4000000000003220",
        ["pm_card_visa_chargeDeclined"] = "4000000000000002",
        ["pm_card_chargeDeclined"] = "4000000000000002",
        ["pm_card_chargeDeclinedInsufficientFunds"] = "4000000000009995",
        ["pm_card_chargeDeclinedExpiredCard"] = "4000000000000069",
        ["pm_card_chargeDeclinedIncorrectCvc"] = "4000000000000127",
        ["pm_card_authenticationRequired"] = "4000002760003184",
        ["pm_card_pendingRefund"] = "4000000000007726",
        ["pm_card_refundFail"] = "4000000000005126",
        ["pm_card_chargeCustomerFail"] = "4000000000000341",
    };

    /// <summary>What the issuer of a card does; a number that is not in the table succeeds.</summary>
    /// <param name="number">Digits.</param>
    /// <returns>The behaviour.</returns>
    public static CardBehaviour BehaviourOf(string number) => ByNumber.GetValueOrDefault(number, CardBehaviour.Succeeds);

    /// <summary>Number behind a built-in payment method.</summary>
    /// <param name="name">E.g. <c>pm_card_visa</c>.</param>
    /// <returns>Digits, or null for an unknown name.</returns>
    public static string? NumberOf(string name) => NumberByName.GetValueOrDefault(name);
}

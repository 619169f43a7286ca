using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Cards;

/// <summary>All that the ledger keeps of a card: never the full number, never the security code.</summary>
/// <param name="Brand">Scheme, e.g. <c>visa</c>.</param>
/// <param name="FirstSix">Issuer identification number.</param>
/// <param name="LastFour">Last four digits.</param>
/// <param name="ExpiryMonth">1 to 12.</param>
/// <param name="ExpiryYear">Four digits.</param>
/// <param name="Fingerprint">Equal for equal numbers, within one ledger.</param>
/// <param name="Behaviour">What its issuer does.</param>
internal sealed record Card(
    string Brand, string FirstSix, string LastFour, int ExpiryMonth, int ExpiryYear, string Fingerprint, CardBehaviour Behaviour)
{
    private const int FingerprintLength = 16;
    private const int UnheldPart = 10;

    /// <summary>What its issuer holds when it is asked for an amount.</summary>
    /// <param name="amount">Minor units.</param>
    /// <returns>Minor units.</returns>
    public long Held(long amount) => Behaviour is CardBehaviour.HoldsLess ? amount - (amount / UnheldPart) : amount;

    /// <summary>Keeps what may be kept of a card.</summary>
    /// <param name="number">A valid number.</param>
    /// <param name="expiryMonth">1 to 12.</param>
    /// <param name="expiryYear">Four digits.</param>
    /// <param name="fingerprints">Keyed hashes of the ledger.</param>
    /// <returns>The card.</returns>
    public static Card Of(string number, int expiryMonth, int expiryYear, Fingerprints fingerprints) => new(
        CardNumber.BrandOf(number),
        number[..6],
        number[^4..],
        expiryMonth,
        expiryYear,
        fingerprints.Of("card", number)[..FingerprintLength],
        TestCards.BehaviourOf(number));
}

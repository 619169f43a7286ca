using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>
/// Bank accounts. The listed ones behave as in Stripe's test mode (docs.stripe.com/payments/sepa-debit/accept-a-payment, test IBANs);
/// every other valid one lets itself be debited.
/// </summary>
internal static class TestIbans
{
    private const int Shortest = 15;
    private const int Longest = 34;
    private const int FingerprintLength = 16;

    private static readonly Dictionary<string, (string? Refusal, bool IsSlow)> Behaviours = new(StringComparer.Ordinal)
    {
        ["AT321904300235473204"] = (null, true),
        ["AT861904300235473202"] = ("generic_could_not_process", false),
        ["AT051904300235473205"] = ("generic_could_not_process", true),
        ["DE62370400440532013001"] = ("generic_could_not_process", false),
    };

    /// <summary>Keeps what may be kept of an account.</summary>
    /// <param name="iban">With or without spaces.</param>
    /// <param name="fingerprints">Keyed hashes of the ledger.</param>
    /// <returns>The account; null for a number that no bank could have given out (ISO 13616).</returns>
    public static SepaDebit? Read(string iban, Fingerprints fingerprints)
    {
        var compact = iban.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
        if (compact.Length is < Shortest or > Longest || !compact.All(char.IsAsciiLetterOrDigit) || Remainder(compact) != 1)
        {
            return null;
        }

        var (refusal, isSlow) = Behaviours.GetValueOrDefault(compact);
        return new SepaDebit(
            compact[..2], compact[^4..], fingerprints.Of("iban", compact)[..FingerprintLength], refusal, isSlow);
    }

    // The first four characters go to the end, letters count from 10, and the number leaves 1 when divided by 97.
    private static int Remainder(string iban) => (iban[4..] + iban[..4]).Aggregate(
        0,
        (rest, character) => char.IsAsciiDigit(character)
            ? ((rest * 10) + (character - '0')) % 97
            : ((rest * 100) + (character - 'A' + 10)) % 97);
}

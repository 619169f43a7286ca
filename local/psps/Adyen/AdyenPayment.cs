using System.Text.Json.Serialization;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;
using Checkout.Local.Psps.Stripe;

namespace Checkout.Local.Psps.Adyen;

/// <summary>An amount as Adyen writes it.</summary>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="Value">Minor units.</param>
internal sealed record Amount(string Currency, long Value);

/// <summary>A payment as the ledger keeps it.</summary>
/// <param name="PspReference">Adyen's reference.</param>
/// <param name="Reference">The merchant's own reference.</param>
/// <param name="Amount">Requested.</param>
/// <param name="Method">What pays.</param>
/// <param name="Status">One of <see cref="AdyenStatus"/>.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ShopperReference">The merchant's name of the shopper.</param>
/// <param name="IsStored">Whether the card is to be stored when the payment is authorised.</param>
/// <param name="StoredPaymentMethodId">The token of the stored card.</param>
/// <param name="RefusalReasonCode">Why it was refused.</param>
/// <param name="ChallengeId">The challenge that it waits for.</param>
/// <param name="ChallengeUrl">Page of that challenge.</param>
/// <param name="NotificationUrl">Where it ends.</param>
/// <param name="Transaction">3-D Secure's identifier of a challenge within the shop's page.</param>
internal sealed record AdyenPayment(
    string PspReference,
    string Reference,
    Amount Amount,
    AdyenMethod Method,
    string Status,
    DateTimeOffset CreatedAt,
    string? ShopperReference = null,
    bool IsStored = false,
    string? StoredPaymentMethodId = null,
    string? RefusalReasonCode = null,
    string? ChallengeId = null,
    string? ChallengeUrl = null,
    string? NotificationUrl = null,
    string? Transaction = null);

/// <summary>What pays.</summary>
/// <param name="Type">Adyen's name.</param>
/// <param name="Card">What may be kept of the card.</param>
/// <param name="Debit">What may be kept of the account.</param>
internal sealed record AdyenMethod(string Type, Card? Card = null, SepaDebit? Debit = null)
{
    /// <summary>A card.</summary>
    public const string Scheme = "scheme";

    /// <summary>Klarna: approved on its page, held until the capture.</summary>
    public const string Klarna = "klarna";

    /// <summary>iDEAL: approved on the bank's page, taken at once.</summary>
    public const string Ideal = "ideal";

    /// <summary>A direct debit: taken once the bank has said so.</summary>
    public const string DirectDebit = "sepadirectdebit";

    /// <summary>Whether the shopper approves it elsewhere, and need not come back for that.</summary>
    [JsonIgnore]
    public bool IsApprovedElsewhere => Type is Klarna or Ideal;

    /// <summary>Whether it is taken with the authorisation; then there is nothing to capture.</summary>
    [JsonIgnore]
    public bool IsTakenAtOnce => Type is Ideal or DirectDebit;

    /// <summary>What the issuer of a card does.</summary>
    [JsonIgnore]
    public CardBehaviour Behaviour => Card?.Behaviour ?? CardBehaviour.Succeeds;
}

/// <summary>Where a payment stands. The first four are result codes too.</summary>
internal static class AdyenStatus
{
    /// <summary>The shopper has to pass a challenge.</summary>
    public const string RedirectShopper = "RedirectShopper";

    /// <summary>The issuer wants to know the shopper's device first.</summary>
    public const string IdentifyShopper = "IdentifyShopper";

    /// <summary>The shopper has to pass a challenge within the shop's own page.</summary>
    public const string ChallengeShopper = "ChallengeShopper";

    /// <summary>The amount is held.</summary>
    public const string Authorised = "Authorised";

    /// <summary>The issuer refused.</summary>
    public const string Refused = "Refused";

    /// <summary>A debit was submitted to the bank.</summary>
    public const string Received = "Received";

    /// <summary>The amount is taken.</summary>
    public const string Captured = "Captured";

    /// <summary>Ended; nothing is held.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>Whether the payment waits for its shopper.</summary>
    public static bool WaitsForShopper(string status) => status is RedirectShopper or IdentifyShopper or ChallengeShopper;
}

/// <summary>A card that a shopper keeps with the merchant.</summary>
/// <param name="Id">Its token.</param>
/// <param name="ShopperReference">The only shopper who may pay with it.</param>
/// <param name="Card">What may be kept of the card.</param>
internal sealed record AdyenStoredCard(string Id, string ShopperReference, Card Card);

/// <summary>Adyen's payments in the ledger.</summary>
internal static class AdyenPaymentStore
{
    /// <summary>Name of this provider in the ledger.</summary>
    public const string Provider = "adyen";

    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    /// <summary>Reads a payment.</summary>
    /// <exception cref="AdyenException">There is none.</exception>
    public static AdyenPayment GetAdyen(this LedgerTransaction ledger, string pspReference) =>
        ledger.Payments.Find(Provider, pspReference) is { } payment
            ? AdyenJson.Read<AdyenPayment>(payment.State)
            : throw AdyenException.NoSuchPayment();

    /// <summary>All payments under the merchant's reference.</summary>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<AdyenPayment> AdyenPaymentsOf(this LedgerTransaction ledger, string reference) =>
        [.. ledger.Payments.WithReference(reference)
            .Where(payment => string.Equals(payment.Provider, Provider, StringComparison.Ordinal))
            .Select(payment => AdyenJson.Read<AdyenPayment>(payment.State))];

    /// <summary>Writes a payment.</summary>
    /// <returns>The same payment.</returns>
    public static AdyenPayment SaveAdyen(this LedgerTransaction ledger, AdyenPayment payment)
    {
        ledger.Payments.Save(
            new Payment(
                payment.PspReference,
                Provider,
                payment.Reference,
                payment.Status,
                payment.Amount.Value,
                payment.Amount.Currency,
                payment.CreatedAt,
                AdyenJson.Write(payment)),
            NoMetadata);
        return payment;
    }
}

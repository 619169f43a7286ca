using System.Text.Json.Serialization;
using Checkout.Local.Psps.Cards;

namespace Checkout.Local.Psps.Stripe;

/// <summary>A payment method as the ledger keeps it.</summary>
/// <param name="Id"><c>pm_…</c></param>
/// <param name="Card">What may be kept of the card; null for another kind of method.</param>
/// <param name="HolderName">Name of the payer.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="IsUsed">Whether it has paid already.</param>
/// <param name="IsKept">Whether it may pay again: a payment with <c>setup_future_usage</c> went through.</param>
/// <param name="Customer">The only customer who may use it again, if it was kept for one.</param>
/// <param name="Type">One of <see cref="PaymentMethodTypes"/>.</param>
/// <param name="Email">Address of the payer.</param>
/// <param name="SepaDebit">What may be kept of the account; null for another kind of method.</param>
internal sealed record PaymentMethod(
    string Id,
    Card? Card,
    string? HolderName,
    long Created,
    bool IsUsed = false,
    bool IsKept = false,
    string? Customer = null,
    string Type = PaymentMethodTypes.Card,
    string? Email = null,
    SepaDebit? SepaDebit = null)
{
    /// <summary>What the issuer of the card does; a method without a card is not refused by one.</summary>
    [JsonIgnore]
    public CardBehaviour Behaviour => Card?.Behaviour ?? CardBehaviour.Succeeds;

    /// <summary>As the API shows it.</summary>
    /// <returns>The wire form.</returns>
    public PaymentMethodObject ToObject() => new(
        Id,
        Type,
        new BillingDetails(HolderName, Email),
        Card is null ? null : new CardObject(Card.Brand, Card.ExpiryMonth, Card.ExpiryYear, Card.Fingerprint, Card.LastFour),
        SepaDebit is null ? null : new SepaDebitObject(SepaDebit.Country, SepaDebit.Fingerprint, SepaDebit.LastFour),
        Created,
        Customer);

    /// <summary>The method after it paid. Without a customer to keep it for, it pays only once.</summary>
    /// <param name="intent">What it paid.</param>
    /// <returns>The method, kept when the payment asked for it.</returns>
    public PaymentMethod AfterUse(PaymentIntent intent) => intent is { SetupFutureUsage: not null, Customer: { } customer }
        ? this with { IsUsed = true, IsKept = true, Customer = Customer ?? customer }
        : this with { IsUsed = true };
}

/// <summary>What the ledger keeps of a bank account: never the full number.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, of the bank.</param>
/// <param name="LastFour">Last four characters.</param>
/// <param name="Fingerprint">Equal for equal numbers, within one ledger.</param>
/// <param name="Refusal">Why the bank sends debits back; null when it does not.</param>
/// <param name="IsSlow">Whether the bank takes its time.</param>
internal sealed record SepaDebit(string Country, string LastFour, string Fingerprint, string? Refusal, bool IsSlow);

/// <summary>Stripe's PaymentMethod; only the object of its own type is there.</summary>
/// <param name="Id"><c>pm_…</c></param>
/// <param name="Type">Kind of method.</param>
/// <param name="BillingDetails">Who pays.</param>
/// <param name="Card">The card.</param>
/// <param name="SepaDebit">The account.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Customer">Whom it is kept for.</param>
internal sealed record PaymentMethodObject(
    string Id,
    string Type,
    BillingDetails BillingDetails,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CardObject? Card,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SepaDebitObject? SepaDebit,
    long Created,
    string? Customer)
{
    /// <summary>Kind of object.</summary>
    public string Object { get; } = "payment_method";

    /// <summary>Always false: no money moves.</summary>
    public bool Livemode { get; }
}

/// <summary>Who pays.</summary>
/// <param name="Name">Name on the card or of the account.</param>
/// <param name="Email">Address of the payer.</param>
internal sealed record BillingDetails(string? Name, string? Email);

/// <summary>What Stripe shows of a card.</summary>
/// <param name="Brand">E.g. <c>visa</c>.</param>
/// <param name="ExpMonth">1 to 12.</param>
/// <param name="ExpYear">Four digits.</param>
/// <param name="Fingerprint">Equal for equal numbers.</param>
/// <param name="Last4">Last four digits.</param>
internal sealed record CardObject(string Brand, int ExpMonth, int ExpYear, string Fingerprint, string Last4);

/// <summary>What Stripe shows of an account.</summary>
/// <param name="Country">Of the bank.</param>
/// <param name="Fingerprint">Equal for equal numbers.</param>
/// <param name="Last4">Last four characters.</param>
internal sealed record SepaDebitObject(string Country, string Fingerprint, string Last4);

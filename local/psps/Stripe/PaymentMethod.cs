using Checkout.Local.Psps.Cards;

namespace Checkout.Local.Psps.Stripe;

/// <summary>A payment method as the ledger keeps it.</summary>
/// <param name="Id"><c>pm_…</c></param>
/// <param name="Card">What may be kept of the card.</param>
/// <param name="HolderName">Name on the card.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="IsUsed">Whether it has paid already.</param>
/// <param name="IsKept">Whether it may pay again: a payment with <c>setup_future_usage</c> went through.</param>
/// <param name="Customer">The only customer who may use it again, if it was kept for one.</param>
internal sealed record PaymentMethod(
    string Id, Card Card, string? HolderName, long Created, bool IsUsed = false, bool IsKept = false, string? Customer = null)
{
    /// <summary>As the API shows it.</summary>
    /// <returns>The wire form.</returns>
    public PaymentMethodObject ToObject() => new(
        Id,
        new BillingDetails(HolderName),
        new CardObject(Card.Brand, Card.ExpiryMonth, Card.ExpiryYear, Card.Fingerprint, Card.LastFour),
        Created,
        Customer);

    /// <summary>The method after it paid.</summary>
    /// <param name="intent">What it paid.</param>
    /// <returns>The method, kept when the payment asked for it.</returns>
    public PaymentMethod AfterUse(PaymentIntent intent) => intent.SetupFutureUsage is null
        ? this with { IsUsed = true }
        : this with { IsUsed = true, IsKept = true, Customer = Customer ?? intent.Customer };
}

/// <summary>Stripe's PaymentMethod of type card.</summary>
/// <param name="Id"><c>pm_…</c></param>
/// <param name="BillingDetails">Who pays.</param>
/// <param name="Card">The card.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Customer">Whom it is kept for.</param>
internal sealed record PaymentMethodObject(string Id, BillingDetails BillingDetails, CardObject Card, long Created, string? Customer)
{
    /// <summary>Kind of object.</summary>
    public string Object { get; } = "payment_method";

    /// <summary>Always false: no money moves.</summary>
    public bool Livemode { get; }

    /// <summary>Kind of method.</summary>
    public string Type { get; } = "card";
}

/// <summary>Who pays.</summary>
/// <param name="Name">Name on the card.</param>
internal sealed record BillingDetails(string? Name);

/// <summary>What Stripe shows of a card.</summary>
/// <param name="Brand">E.g. <c>visa</c>.</param>
/// <param name="ExpMonth">1 to 12.</param>
/// <param name="ExpYear">Four digits.</param>
/// <param name="Fingerprint">Equal for equal numbers.</param>
/// <param name="Last4">Last four digits.</param>
internal sealed record CardObject(string Brand, int ExpMonth, int ExpYear, string Fingerprint, string Last4);

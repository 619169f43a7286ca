namespace Checkout.Payments.Providers.Stripe;

/// <summary>A stored card at Stripe, which is good only together with the Customer that it is attached to.</summary>
/// <param name="Customer"><c>cus_…</c>; null for a method that needs none, such as those of Stripe's test mode.</param>
/// <param name="PaymentMethod"><c>pm_…</c></param>
internal sealed record StripeToken(string? Customer, string PaymentMethod)
{
    private const char Separator = '/';

    public static StripeToken Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new StripeToken(null, text) : new StripeToken(text[..at], text[(at + 1)..]);
    }

    /// <summary>The token of what paid; null when nothing did.</summary>
    public static string? Of(string? customer, string? paymentMethod) =>
        paymentMethod is null ? null : new StripeToken(customer, paymentMethod).ToString();

    public override string ToString() => Customer is null ? PaymentMethod : $"{Customer}{Separator}{PaymentMethod}";
}

using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>Our channels as Stripe's payment methods (docs.stripe.com/payments/payment-methods/payment-method-support).</summary>
internal static class StripeChannels
{
    public const string Card = "card";
    public const string Klarna = "klarna";
    public const string SepaDebit = "sepa_debit";
    public const string Ideal = "ideal";

    private const string Euro = "EUR";

    /// <summary>Whether Stripe takes a channel in a currency.</summary>
    public static bool Takes(PaymentChannel channel, string currency) => channel switch
    {
        PaymentChannel.CreditCard => StripeAmounts.Takes(currency),
        PaymentChannel.Klarna => KlarnaCurrencies.Contains(currency),
        PaymentChannel.SEPA or PaymentChannel.Bank => currency is Euro,
        _ => false,
    };

    /// <summary>Stripe's name of the method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Stripe does not take the channel.</exception>
    public static string TypeOf(PaymentChannel channel) => channel switch
    {
        PaymentChannel.CreditCard => Card,
        PaymentChannel.Klarna => Klarna,
        PaymentChannel.SEPA => SepaDebit,
        PaymentChannel.Bank => Ideal,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel of Stripe's."),
    };

    /// <summary>Whether the amount can be held for a capture of ours; bank debits and transfers are taken at once.</summary>
    public static bool CanHold(PaymentChannel channel) => channel is PaymentChannel.CreditCard or PaymentChannel.Klarna;
}

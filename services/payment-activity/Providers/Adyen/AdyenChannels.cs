using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>Our channels as Adyen's payment methods (docs.adyen.com/payment-methods).</summary>
internal static class AdyenChannels
{
    public const string Card = "scheme";
    public const string Klarna = "klarna";
    public const string DirectDebit = "sepadirectdebit";
    public const string Ideal = "ideal";

    private const string Euro = "EUR";

    /// <summary>Whether Adyen takes a channel in a currency.</summary>
    public static bool Takes(PaymentChannel channel, string currency) => channel switch
    {
        PaymentChannel.CreditCard => true,
        PaymentChannel.Klarna => KlarnaCurrencies.Contains(currency),
        PaymentChannel.SEPA or PaymentChannel.Bank => currency is Euro,
        _ => false,
    };

    /// <summary>Adyen's name of the method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Adyen does not take the channel.</exception>
    public static string TypeOf(PaymentChannel channel) => channel switch
    {
        PaymentChannel.CreditCard => Card,
        PaymentChannel.Klarna => Klarna,
        PaymentChannel.SEPA => DirectDebit,
        PaymentChannel.Bank => Ideal,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel of Adyen's."),
    };

    /// <summary>Whether the amount is taken with the authorisation, so that there is nothing to capture.</summary>
    /// <param name="type">Adyen's name of the method.</param>
    public static bool IsTakenAtOnce(string? type) => type is DirectDebit or Ideal;
}

using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Vault;

/// <summary>What may be shown of a primary account number.</summary>
internal static class CardNumber
{
    private const int ShownFirst = 6;
    private const int ShownLast = 4;

    /// <summary>The issuer's part: the first eight digits of a number of sixteen or more, else the first six (ISO/IEC 7812-1).</summary>
    public static string Bin(string digits) => digits[..Math.Min(digits.Length, digits.Length >= 16 ? 8 : ShownFirst)];

    /// <summary>First six and last four digits, the most that PCI DSS 3.4.1 lets anybody see: <c>411111******1111</c>.</summary>
    public static string Mask(string digits)
    {
        var hidden = digits.Length - ShownFirst - ShownLast;
        return hidden < 0 ? new string('*', digits.Length) : $"{digits[..ShownFirst]}{new string('*', hidden)}{digits[^ShownLast..]}";
    }

    /// <summary>See <see cref="CardRules.SchemeOf"/>.</summary>
    public static string Scheme(string digits) => CardRules.SchemeOf(new Sensitive(digits));
}

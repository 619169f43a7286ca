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

    /// <summary>Scheme by the issuer range, <c>Card</c> where the range is not one of the large schemes'.</summary>
    public static string Scheme(string digits)
    {
        var four = int.Parse(digits.AsSpan(0, 4));
        return four switch
        {
            >= 4000 and <= 4999 => "Visa",
            >= 5100 and <= 5599 or >= 2221 and <= 2720 => "MasterCard",
            >= 3400 and <= 3499 or >= 3700 and <= 3799 => "AmericanExpress",
            6011 or >= 6440 and <= 6599 => "Discover",
            >= 3528 and <= 3589 => "JCB",
            >= 3000 and <= 3059 or >= 3600 and <= 3699 or >= 3800 and <= 3999 => "DinersClub",
            >= 6200 and <= 6299 => "UnionPay",
            _ => "Card",
        };
    }
}

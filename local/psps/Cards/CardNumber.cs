namespace Checkout.Local.Psps.Cards;

/// <summary>Rules of primary account numbers (ISO/IEC 7812).</summary>
internal static class CardNumber
{
    private const int Shortest = 12;
    private const int Longest = 19;

    /// <summary>Whether the text is a number of possible length with a correct check digit.</summary>
    /// <param name="number">What the caller gave.</param>
    /// <returns>False for anything that no issuer could have issued.</returns>
    public static bool IsValid(string number) =>
        number.Length is >= Shortest and <= Longest && number.All(char.IsAsciiDigit) && LuhnSum(number) % 10 == 0;

    /// <summary>The scheme of a number, as Stripe names it.</summary>
    /// <param name="number">Digits.</param>
    /// <returns>E.g. <c>visa</c>; <c>unknown</c> for a range that is not listed here.</returns>
    public static string BrandOf(string number)
    {
        var firstTwo = int.Parse(number.AsSpan(0, 2));
        var firstFour = int.Parse(number.AsSpan(0, 4));
        return firstFour switch
        {
            >= 4000 and <= 4999 => "visa",
            >= 2221 and <= 2720 => "mastercard",
            6011 => "discover",
            _ => firstTwo switch
            {
                >= 51 and <= 55 => "mastercard",
                34 or 37 => "amex",
                65 => "discover",
                35 => "jcb",
                30 or 36 or 38 => "diners",
                62 => "unionpay",
                _ => "unknown",
            },
        };
    }

    private static int LuhnSum(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            var weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum;
    }
}

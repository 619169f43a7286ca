using System.Text.RegularExpressions;

namespace Checkout.Contracts.Payments;

/// <summary>
/// What must hold for a card before a PSP is asked. checkout-api tells the merchant by these rules, the vault insists on them.
/// </summary>
public static partial class CardRules
{
    /// <summary>Longest holder name and alias.</summary>
    public const int MaxTextLength = 100;

    private const int ShortestOfScheme = 14;
    private const int MaxYearsAhead = 20;
    private const int DigitsThatMayBeACardNumber = 9;

    /// <summary>12 to 19 digits that pass the Luhn check (ISO/IEC 7812).</summary>
    /// <param name="number">Primary account number.</param>
    /// <returns>False for a number that no issuer could have issued.</returns>
    public static bool IsNumber(Sensitive number)
    {
        var digits = number.Reveal();
        return digits.Length is >= 12 and <= 19 && digits.All(char.IsAsciiDigit) && PassesLuhn(digits);
    }

    /// <summary>The last four digits, which may be shown and kept (PCI DSS 3.4.1).</summary>
    /// <param name="number">Primary account number that <see cref="IsNumber"/> has passed.</param>
    /// <returns>Four digits.</returns>
    public static string EndingOf(Sensitive number) => number.Reveal()[^4..];

    /// <summary>Scheme by the issuer range (ISO/IEC 7812-1), <c>Card</c> where the range is not one of the large schemes'.</summary>
    /// <param name="number">Primary account number that <see cref="IsNumber"/> has passed.</param>
    /// <returns>E.g. <c>Visa</c>.</returns>
    public static string SchemeOf(Sensitive number) => int.Parse(number.Reveal().AsSpan(0, 4)) switch
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

    /// <summary>Three or four digits.</summary>
    /// <param name="code">CVC.</param>
    /// <returns>Whether it could be one.</returns>
    public static bool IsSecurityCode(Sensitive code) => code.Reveal() is { Length: 3 or 4 } digits && digits.All(char.IsAsciiDigit);

    /// <summary>A card is good until its last month has ended everywhere, which is twelve hours after it has ended in UTC.</summary>
    /// <param name="year">Four digits; more than twenty years ahead is not plausible.</param>
    /// <param name="month">1 to 12; others are not good.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>Whether the expiry lies ahead.</returns>
    public static bool IsGood(int year, int month, DateTimeOffset now) =>
        month is >= 1 and <= 12
        && year >= now.Year - 1
        && year <= now.Year + MaxYearsAhead
        && now < new DateTimeOffset(year, month, 1, 12, 0, 0, TimeSpan.Zero).AddMonths(1);

    /// <summary>
    /// Holder name and alias are kept in clear; a shopper who types the card number there must not leave it in our records.
    /// </summary>
    /// <param name="text">Name or alias; null is fine.</param>
    /// <returns>False for text that is too long or has so many digits that it may be a card number.</returns>
    public static bool IsHarmlessText(string? text) =>
        text is null || (text.Length <= MaxTextLength && text.Count(char.IsDigit) < DigitsThatMayBeACardNumber);

    /// <summary>
    /// Whether a text holds what is most likely the number of a card: digits, perhaps in groups, with the length and the first digits of a
    /// scheme (ISO/IEC 7812) and a valid check digit. Telephone numbers and identifiers hardly ever look so.
    /// </summary>
    /// <param name="text">Free text; null holds nothing.</param>
    /// <returns>True when it must not be kept in clear.</returns>
    public static bool HoldsNumber(string? text) => text is { Length: >= ShortestOfScheme }
        && DigitGroups().EnumerateMatches(text) is var groups && AnyIsCard(text, groups);

    private static bool AnyIsCard(string text, Regex.ValueMatchEnumerator groups)
    {
        foreach (var group in groups)
        {
            var digits = string.Concat(text.AsSpan(group.Index, group.Length).ToString().Where(char.IsAsciiDigit));
            if (IsOfScheme(digits) && PassesLuhn(digits))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfScheme(string digits) => (digits.Length, digits) switch
    {
        (14, ['3', '0' or '6' or '8' or '9', ..]) => true,
        (15, ['3', '4' or '7', ..]) => true,
        (16, ['2' or '4' or '5' or '6', ..] or ['3', '5', ..]) => true,
        (17 or 18 or 19, ['4' or '5' or '6', ..]) => true,
        _ => false,
    };

    [GeneratedRegex(@"(?<![\p{L}\p{N}]-?)[0-9](?:[ -]?[0-9]){13,18}(?!-?[\p{L}\p{N}])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DigitGroups();

    // From the right, every second digit counts double, minus nine when above nine.
    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}

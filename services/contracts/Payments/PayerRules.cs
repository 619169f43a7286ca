namespace Checkout.Contracts.Payments;

/// <summary>What the details of a payer must look like; each may be missing. Where they are demanded depends on the channel.</summary>
public static class PayerRules
{
    /// <summary>What <see cref="IsName"/> demands.</summary>
    public const string NameRule = "At most 100 characters, no control characters.";

    /// <summary>What <see cref="IsEmail"/> demands.</summary>
    public const string EmailRule = "An e-mail address of at most 254 characters.";

    /// <summary>What <see cref="IsCountry"/> demands.</summary>
    public const string CountryRule = "Two letters (ISO 3166-1), upper case.";

    /// <summary>What <see cref="IsIbanOrEmpty"/> demands.</summary>
    public const string IbanRule = "An IBAN with its check digits right (ISO 13616), without spaces.";

    /// <summary>What <see cref="IsBrowser"/> demands.</summary>
    public const string BrowserRule =
        "acceptHeader, userAgent and language without control characters (at most 2048, 2048 and 35), colorDepth 1 to 48, screenWidth and "
        + "screenHeight 0 to 99999, timeZoneOffset -840 to 840, javaEnabled.";

    private const int LongestHeader = 2048;
    private const int LongestLanguage = 35;
    private const int LargestScreen = 99_999;
    private const int LargestOffset = 840;
    private const int LongestName = 100;
    private const int LongestEmail = 254;

    /// <summary>Whether it may be a name.</summary>
    /// <param name="name">The name; null passes.</param>
    /// <returns>False when it is too long, empty or unprintable.</returns>
    public static bool IsName(string? name) => name is null || (name.Length is > 0 and <= LongestName && !name.Any(char.IsControl));

    /// <summary>Whether it has the form of an address.</summary>
    /// <param name="email">The address; null passes.</param>
    /// <returns>False when there is not exactly one <c>@</c> with something on both sides.</returns>
    public static bool IsEmail(string? email) => email is null
        || (email.Length <= LongestEmail && email.Count(c => c == '@') == 1 && email[0] != '@' && email[^1] != '@'
            && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)));

    /// <summary>Whether it has the form of a country code.</summary>
    /// <param name="code">The code; null passes.</param>
    /// <returns>False for anything but two capital letters.</returns>
    public static bool IsCountry(string? code) => code is null || (code.Length == 2 && code.All(char.IsAsciiLetterUpper));

    /// <summary>Whether it is an IBAN (ISO 13616: country, check digits, account; modulo 97 is 1).</summary>
    /// <param name="iban">The account; empty passes.</param>
    /// <returns>False when its form or its check digits are wrong.</returns>
    public static bool IsIbanOrEmpty(Sensitive iban)
    {
        var text = iban.Reveal();
        return text.Length == 0
            || (text.Length is >= 15 and <= 34 && text.All(char.IsAsciiLetterOrDigit) && text[..2].All(char.IsAsciiLetterUpper)
                && text[2..4].All(char.IsAsciiDigit) && Remainder(text) == 1);
    }

    /// <summary>Whether it may be a browser.</summary>
    /// <param name="browser">The browser; null passes.</param>
    /// <returns>False when a header is empty, too long or unprintable, or a number is out of range.</returns>
    public static bool IsBrowser(BrowserData? browser) => browser is null
        || (IsHeader(browser.AcceptHeader, LongestHeader)
            && IsHeader(browser.UserAgent, LongestHeader)
            && IsHeader(browser.Language, LongestLanguage)
            && browser is
            {
                ColorDepth: >= 1 and <= 48,
                ScreenWidth: >= 0 and <= LargestScreen,
                ScreenHeight: >= 0 and <= LargestScreen,
                TimeZoneOffset: >= -LargestOffset and <= LargestOffset,
            });

    private static bool IsHeader(string? text, int longest) => text?.Length > 0 && text.Length <= longest && !text.Any(char.IsControl);

    private static int Remainder(string iban)
    {
        var remainder = 0;
        foreach (var c in iban[4..] + iban[..4])
        {
            var value = char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return remainder;
    }
}

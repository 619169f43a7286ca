using System.Globalization;
using Checkout.Contracts;
using FluentValidation;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>The rules for a card that is typed in: all five fields, a number that passes Luhn, an expiry that lies ahead.</summary>
internal sealed class FreshCardValidator : AbstractValidator<CreditCardDto>
{
    private const int MaxHolderName = 128;
    private const int MaxAlias = 64;

    public FreshCardValidator(TimeProvider time)
    {
        RuleFor(card => card.CardHolderName)
            .Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxHolderName)
            .WithMessage($"Required; at most {MaxHolderName} characters.");
        RuleFor(card => card.CardNumber)
            .Must(IsCardNumber).WithMessage("Required; 12 to 19 digits with a valid check digit.");
        RuleFor(card => card.Cvc)
            .Must(code => code.Reveal() is { Length: 3 or 4 } text && text.All(char.IsAsciiDigit)).WithMessage("Required; 3 or 4 digits.");
        RuleFor(card => card.ExpireMonth)
            .Must(month => MonthOf(month) is not null).WithMessage("Required; two digits, 01 to 12.");
        RuleFor(card => card.ExpireYear)
            .Must(year => YearOf(year) is not null).WithMessage("Required; four digits.");
        RuleFor(card => card.ExpireYear)
            .Must((card, year) => LiesAhead(YearOf(year), MonthOf(card.ExpireMonth), time.GetUtcNow()))
            .When(card => MonthOf(card.ExpireMonth) is not null && YearOf(card.ExpireYear) is not null)
            .WithMessage("The card has expired.");
        RuleFor(card => card.CardAlias)
            .Must(alias => alias is null || alias.Length <= MaxAlias).WithMessage($"At most {MaxAlias} characters.");
    }

    public static int? MonthOf(string? month) =>
        month is { Length: 2 } && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 12
            ? value : null;

    public static int? YearOf(string? year) =>
        year is { Length: 4 } && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    // A card is good through the last day of its month, wherever on earth that day ends last.
    private static bool LiesAhead(int? year, int? month, DateTimeOffset now)
    {
        var local = now.AddHours(-12);
        return year > local.Year || (year == local.Year && month >= local.Month);
    }

    private static bool IsCardNumber(Sensitive number)
    {
        var digits = number.Reveal();
        if (digits.Length is < 12 or > 19 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        // Luhn: from the right, every second digit counts double, minus nine when above nine.
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

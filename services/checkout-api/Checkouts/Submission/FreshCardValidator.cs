using System.Globalization;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>The rules for a card that is typed in: all five fields, a number that passes Luhn, an expiry that lies ahead.</summary>
internal sealed class FreshCardValidator : AbstractValidator<CreditCardDto>
{
    private static readonly string TextRule = $"at most {CardRules.MaxTextLength} characters, and nothing like a card number";

    public FreshCardValidator(TimeProvider time)
    {
        RuleFor(card => card.CardHolderName)
            .Must(name => !string.IsNullOrWhiteSpace(name) && CardRules.IsHarmlessText(name)).WithMessage($"Required; {TextRule}.");
        RuleFor(card => card.CardNumber)
            .Must(CardRules.IsNumber).WithMessage("Required; 12 to 19 digits with a valid check digit.");
        RuleFor(card => card.Cvc)
            .Must(CardRules.IsSecurityCode).WithMessage("Required; 3 or 4 digits.");
        RuleFor(card => card.ExpireMonth)
            .Must(month => MonthOf(month) is not null).WithMessage("Required; two digits, 01 to 12.");
        RuleFor(card => card.ExpireYear)
            .Must(year => YearOf(year) is not null).WithMessage("Required; four digits.");
        RuleFor(card => card.ExpireYear)
            .Must((card, _) => CardRules.IsGood(YearOf(card.ExpireYear) ?? 0, MonthOf(card.ExpireMonth) ?? 0, time.GetUtcNow()))
            .When(card => MonthOf(card.ExpireMonth) is not null && YearOf(card.ExpireYear) is not null)
            .WithMessage("The card has expired, or its year is not plausible.");
        RuleFor(card => card.CardAlias)
            .Must(CardRules.IsHarmlessText).WithMessage($"When given: {TextRule}.");
    }

    public static int? MonthOf(string? month) => NumberOf(month, digits: 2) is >= 1 and <= 12 and var value ? value : null;

    public static int? YearOf(string? year) => NumberOf(year, digits: 4);

    private static int? NumberOf(string? text, int digits) =>
        text?.Length == digits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

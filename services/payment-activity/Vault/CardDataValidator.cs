using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Payments.Vault;

/// <summary>What a card must look like before it is kept. No message repeats a value.</summary>
internal sealed class CardDataValidator : AbstractValidator<CardData>
{
    private const int MaximumYearsAhead = 20;
    private const int MaximumTextLength = 100;
    private const int DigitsThatMayBeACardNumber = 9;

    public CardDataValidator(TimeProvider time)
    {
        RuleFor(card => card.HolderName).NotEmpty().WithMessage("The holder's name is required.");
        RuleFor(card => card.HolderName).Must(IsHarmlessText).WithMessage("The holder's name is too long or looks like a card number.");
        RuleFor(card => card.Number).Must(number => CardNumber.IsValid(number.Reveal())).WithMessage("The card number is not valid.");
        RuleFor(card => card.ExpiryMonth).InclusiveBetween(1, 12).WithMessage("The expiry month must be from 1 to 12.");
        RuleFor(card => card.ExpiryYear)
            .Must((card, _) => IsPlausibleExpiry(card, time.GetUtcNow()))
            .WithMessage("The card has expired or its expiry year is not plausible.");
        RuleFor(card => card.SecurityCode)
            .Must(code => code.Reveal() is { Length: 3 or 4 } digits && digits.All(char.IsAsciiDigit))
            .WithMessage("The security code must have three or four digits.");
        RuleFor(card => card.Alias).Must(IsHarmlessText).WithMessage("The alias is too long or looks like a card number.");
    }

    // A card is good until its last month has ended everywhere, which is twelve hours after it has ended in UTC.
    private static bool IsPlausibleExpiry(CardData card, DateTimeOffset now)
    {
        if (card.ExpiryYear < now.Year - 1 || card.ExpiryYear > now.Year + MaximumYearsAhead)
        {
            return false;
        }

        var month = Math.Clamp(card.ExpiryMonth, 1, 12);
        var end = new DateTimeOffset(card.ExpiryYear, month, 1, 12, 0, 0, TimeSpan.Zero).AddMonths(1);
        return now < end;
    }

    // Name and alias are kept in clear; a shopper who types the card number there must not leave it in our records.
    private static bool IsHarmlessText(string? text) =>
        text is null || (text.Length <= MaximumTextLength && text.Count(char.IsDigit) < DigitsThatMayBeACardNumber);
}

using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Payments.Vault;

/// <summary>What a card must look like before it is kept. No message repeats a value.</summary>
internal sealed class CardDataValidator : AbstractValidator<CardData>
{
    public CardDataValidator(TimeProvider time)
    {
        RuleFor(card => card.HolderName).NotEmpty().WithMessage("The holder's name is required.");
        RuleFor(card => card.HolderName)
            .Must(CardRules.IsHarmlessText).WithMessage("The holder's name is too long or looks like a card number.");
        RuleFor(card => card.Number).Must(CardRules.IsNumber).WithMessage("The card number is not valid.");
        RuleFor(card => card.ExpiryMonth).InclusiveBetween(1, 12).WithMessage("The expiry month must be from 1 to 12.");
        RuleFor(card => card.ExpiryYear)
            .Must((card, year) => CardRules.IsGood(year, Math.Clamp(card.ExpiryMonth, 1, 12), time.GetUtcNow()))
            .WithMessage("The card has expired or its expiry year is not plausible.");
        RuleFor(card => card.SecurityCode)
            .Must(CardRules.IsSecurityCode)
            .WithMessage("The security code must have three or four digits.");
        RuleFor(card => card.Alias).Must(CardRules.IsHarmlessText).WithMessage("The alias is too long or looks like a card number.");
    }
}

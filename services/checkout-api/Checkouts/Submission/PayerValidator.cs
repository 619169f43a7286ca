using Checkout.Contracts;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>What a channel demands of its payer: an account and a mandate's addressee for SEPA, where to bill for Klarna.</summary>
internal sealed class PayerValidator : AbstractValidator<PayerDto>
{
    public PayerValidator(PaymentChannel channel)
    {
        RuleFor(payer => payer.Name).Must(PayerRules.IsName).WithMessage(PayerRules.NameRule);
        RuleFor(payer => payer.Email).Must(PayerRules.IsEmail).WithMessage(PayerRules.EmailRule);
        RuleFor(payer => payer.CountryCode).Must(PayerRules.IsCountry).WithMessage(PayerRules.CountryRule);
        RuleFor(payer => payer.Iban).Must(PayerRules.IsIbanOrEmpty).WithMessage(PayerRules.IbanRule);
        if (channel is PaymentChannel.SEPA)
        {
            RuleFor(payer => payer.Iban)
                .Must(iban => iban.Reveal().Length > 0).WithMessage($"Required when paymentChannel is SEPA. {PayerRules.IbanRule}");
            RuleFor(payer => payer.Name).NotNull().WithMessage("Required when paymentChannel is SEPA: the account's holder.");
            RuleFor(payer => payer.Email).NotNull().WithMessage("Required when paymentChannel is SEPA: where the mandate goes.");
        }

        if (channel is PaymentChannel.Klarna)
        {
            RuleFor(payer => payer.Email).NotNull().WithMessage("Required when paymentChannel is Klarna.");
            RuleFor(payer => payer.CountryCode).NotNull().WithMessage("Required when paymentChannel is Klarna.");
        }
    }
}

using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Payments.Vault;

/// <summary>What a payer must look like before it is kept. No message repeats a value.</summary>
internal sealed class PayerDataValidator : AbstractValidator<PayerData>
{
    public PayerDataValidator()
    {
        RuleFor(payer => payer.Name).Must(PayerRules.IsName).WithMessage(PayerRules.NameRule);
        RuleFor(payer => payer.Email).Must(PayerRules.IsEmail).WithMessage(PayerRules.EmailRule);
        RuleFor(payer => payer.CountryCode).Must(PayerRules.IsCountry).WithMessage(PayerRules.CountryRule);
        RuleFor(payer => payer.Browser).Must(PayerRules.IsBrowser).WithMessage(PayerRules.BrowserRule);
        RuleFor(payer => payer.Iban).Must(PayerRules.IsIbanOrEmpty).WithMessage(PayerRules.IbanRule);
    }
}

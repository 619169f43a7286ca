using System.ComponentModel.DataAnnotations;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Requests;
using Checkout.Contracts;
using FluentValidation;

namespace Checkout.Api.StoredMethods;

/// <summary>Body of <c>POST …/customer/payment/methods/add</c>.</summary>
/// <param name="CustomerUrn">Whose method it becomes.</param>
/// <param name="PaymentMethod">A fresh card.</param>
internal sealed record AddMethodRequest(
    [property: Required, Alias("CU")] string? CustomerUrn, [property: Required, Alias("PMT")] PaymentMethodDto? PaymentMethod);

/// <summary>The rules for a method that is to be stored. Only cards are kept outside a purchase.</summary>
internal sealed class AddMethodRequestValidator : AbstractValidator<AddMethodRequest>
{
    private static readonly string Card = CheckoutRequestValidator.Channels[0];

    public AddMethodRequestValidator(TimeProvider time)
    {
        RuleFor(request => request.CustomerUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
        RuleFor(request => request.PaymentMethod).NotNull().WithMessage("Required.");
        When(request => request.PaymentMethod is not null, () =>
        {
            RuleFor(request => request.PaymentMethod!.PaymentChannel)
                .Must(channel => Card.Equals(channel, StringComparison.OrdinalIgnoreCase)).WithMessage($"Required; {Card}.");
            RuleFor(request => request.PaymentMethod!.UseStoredMethod)
                .Must((request, _) => !request.PaymentMethod!.PaysWithStoredMethod).WithMessage("Send the card itself.");
            RuleFor(request => request.PaymentMethod!.CreditCard).NotNull().WithMessage("Required.");
        });
        When(request => request.PaymentMethod?.CreditCard is not null, () =>
            RuleFor(request => request.PaymentMethod!.CreditCard!).SetValidator(new FreshCardValidator(time)));
    }
}

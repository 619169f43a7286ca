using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.Acp.V20250929;

/// <summary>The rules for a request to create or change a session.</summary>
internal sealed class SessionRequestValidator : AbstractValidator<SessionRequest>
{
    private const int MaxItems = 100;
    private const int MaxQuantity = 10_000;
    private const int LongestId = 64;

    /// <param name="needsItems">Whether the request creates a session.</param>
    /// <param name="isEmail">What an e-mail address must look like.</param>
    public SessionRequestValidator(bool needsItems, Func<string, bool> isEmail)
    {
        RuleFor(request => request.Items)
            .Must(items => items is null ? !needsItems : items.Count <= MaxItems && (items.Count > 0 || !needsItems))
            .WithMessage($"{(needsItems ? "Required; 1" : "0")} to {MaxItems} items.");
        RuleForEach(request => request.Items).NotNull().WithMessage("An object is required.").ChildRules(item =>
        {
            item.RuleFor(it => it!.Id).Must(id => id is { Length: > 0 and <= LongestId })
                .WithMessage($"Required; 1 to {LongestId} characters.");
            item.RuleFor(it => it!.Quantity).Must(quantity => quantity is > 0 and <= MaxQuantity)
                .WithMessage($"Required; more than 0, at most {MaxQuantity}.");
        });
        RuleFor(request => request.Buyer!).SetValidator(new BuyerBodyValidator(isEmail)).When(request => request.Buyer is not null);
        RuleFor(request => request.FulfillmentAddress!).SetValidator(new AddressBodyValidator())
            .When(request => request.FulfillmentAddress is not null);
    }
}

/// <summary>The rules for a buyer.</summary>
internal sealed class BuyerBodyValidator : AbstractValidator<BuyerBody>
{
    private const int Longest = 254;

    public BuyerBodyValidator(Func<string, bool> isEmail)
    {
        RuleFor(buyer => buyer.FirstName).Must(IsText).WithMessage($"Required; at most {Longest} characters.");
        RuleFor(buyer => buyer.LastName).Must(IsText).WithMessage($"Required; at most {Longest} characters.");
        RuleFor(buyer => buyer.Email).Must(email => email is { Length: > 0 and <= Longest } && isEmail(email))
            .WithMessage($"Required; {PayerRules.EmailRule}");
        RuleFor(buyer => buyer.PhoneNumber).Must(number => number is null || IsText(number)).WithMessage($"At most {Longest} characters.");
    }

    private static bool IsText(string? text) => text is { Length: <= Longest } && !text.Any(char.IsControl);
}

/// <summary>The rules for a request to pay a session.</summary>
internal sealed class CompleteRequestValidator : AbstractValidator<CompleteRequest>
{
    public const string TheOnlyProvider = "stripe";

    private const int LongestToken = 255;

    public CompleteRequestValidator(Func<string, bool> isEmail)
    {
        RuleFor(request => request.PaymentData).NotNull().WithMessage("Required.");
        When(request => request.PaymentData is not null, () =>
        {
            RuleFor(request => request.PaymentData!.Token)
                .Must(token => token is { Length: > 0 and <= LongestToken }).WithMessage($"Required; 1 to {LongestToken} characters.");
            RuleFor(request => request.PaymentData!.Provider)
                .Equal(TheOnlyProvider, StringComparer.Ordinal)
                .WithMessage($"Required; '{TheOnlyProvider}' is the only one in this version.");
            RuleFor(request => request.PaymentData!.BillingAddress!).SetValidator(new AddressBodyValidator())
                .When(request => request.PaymentData!.BillingAddress is not null);
        });
        RuleFor(request => request.Buyer!).SetValidator(new BuyerBodyValidator(isEmail)).When(request => request.Buyer is not null);
    }
}

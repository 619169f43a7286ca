using Checkout.Contracts;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>The rules for a request to create or change a session.</summary>
internal sealed class SessionRequestValidator : AbstractValidator<SessionRequest>
{
    private const int MaxItems = 100;
    private const int MaxQuantity = 10_000;
    private const int MaxCodes = 20;
    private const int LongestId = 64;

    /// <param name="isNew">Whether the request creates a session.</param>
    public SessionRequestValidator(bool isNew)
    {
        RuleFor(request => request.LineItems)
            .Must(items => items is null ? !isNew : items.Count <= MaxItems && (items.Count > 0 || !isNew))
            .WithMessage($"{(isNew ? "Required; 1" : "0")} to {MaxItems} items.");
        RuleForEach(request => request.LineItems).NotNull().WithMessage("An object is required.").ChildRules(item =>
        {
            item.RuleFor(it => it!.Id).Must(id => id is { Length: > 0 and <= LongestId })
                .WithMessage($"Required; 1 to {LongestId} characters.");
            item.RuleFor(it => it!.Quantity).Must(quantity => quantity is null or (> 0 and <= MaxQuantity))
                .WithMessage($"More than 0, at most {MaxQuantity}.");
        });
        RuleFor(request => request.Currency)
            .Must(currency => currency is null ? !isNew : currency.Length == 3 && currency.All(char.IsAsciiLetter))
            .WithMessage("Required; ISO 4217.");
        RuleFor(request => request.Capabilities).Must(capabilities => !isNew || capabilities is not null)
            .WithMessage("Required; it may be empty.");
        RuleFor(request => request.Buyer!).SetValidator(new BuyerBodyValidator()).When(request => request.Buyer is not null);
        RuleFor(request => request.FulfillmentDetails!.Address!).SetValidator(new AddressBodyValidator())
            .When(request => request.FulfillmentDetails?.Address is not null);
        RuleForEach(request => request.SelectedFulfillmentOptions)
            .Must(option => option?.Type is "shipping" or "digital" or "pickup" or "local_delivery"
                && option is { OptionId: not null, ItemIds: not null })
            .WithMessage("Each has a type, an option_id and item_ids.");
        RuleFor(request => request.SelectedFulfillmentOptions)
            .Must(options => options is null || options.Select(option => option?.OptionId).Distinct(StringComparer.Ordinal).Count() <= 1)
            .WithMessage("Everything is delivered in the same way.");
        RuleFor(request => request.Discounts!.Codes).Must(AreCodes).WithMessage($"At most {MaxCodes} codes.")
            .When(request => request.Discounts is not null);
        RuleFor(request => request.Coupons).Must(AreCodes).WithMessage($"At most {MaxCodes} codes.");
    }

    private static bool AreCodes(IReadOnlyList<string?>? codes) =>
        codes is null || (codes.Count <= MaxCodes && codes.All(code => code is { Length: > 0 and <= LongestId }));
}

/// <summary>The rules for a buyer.</summary>
internal sealed class BuyerBodyValidator : AbstractValidator<BuyerBody>
{
    private const int Longest = 254;

    public BuyerBodyValidator()
    {
        RuleFor(buyer => buyer.FirstName).Must(IsText).WithMessage($"At most {Longest} characters.");
        RuleFor(buyer => buyer.LastName).Must(IsText).WithMessage($"At most {Longest} characters.");
        RuleFor(buyer => buyer.FullName).Must(IsText).WithMessage($"At most {Longest} characters.");
        RuleFor(buyer => buyer.PhoneNumber).Must(IsText).WithMessage($"At most {Longest} characters.");
        RuleFor(buyer => buyer.Email).Must(email => email is { Length: > 0 } && PayerRules.IsEmail(email))
            .WithMessage($"Required; {PayerRules.EmailRule}");
        RuleFor(buyer => buyer.CustomerId).Must(id => id is null || Identifier.IsValid(id)).WithMessage($"{Identifier.Rule}.");
    }

    private static bool IsText(string? text) => text is null || (text.Length <= Longest && !text.Any(char.IsControl));
}

/// <summary>The rules for a request to pay a session.</summary>
internal sealed class CompleteRequestValidator : AbstractValidator<CompleteRequest>
{
    private const int LongestToken = 255;
    private static readonly string[] Outcomes =
    [
        "abandoned", "attempt_acknowledged", "authenticated", "canceled", "denied", "informational", "internal_error", "not_supported",
        "processing_error", "rejected",
    ];

    public CompleteRequestValidator()
    {
        RuleFor(request => request.PaymentData).NotNull().WithMessage("Required.");
        When(request => request.PaymentData is not null, () =>
        {
            RuleFor(request => request.PaymentData!.HandlerId).NotEmpty().WithMessage("Required; purchase orders are not taken.");
            RuleFor(request => request.PaymentData!.Instrument).NotNull().WithMessage("Required.");
            RuleFor(request => request.PaymentData!.BillingAddress!).SetValidator(new AddressBodyValidator())
                .When(request => request.PaymentData!.BillingAddress is not null);
        });
        When(request => request.PaymentData?.Instrument is not null, () =>
        {
            RuleFor(request => request.PaymentData!.Instrument!.Type).NotEmpty().WithMessage("Required.");
            RuleFor(request => request.PaymentData!.Instrument!.Credential)
                .Must(credential => credential is { Type.Length: > 0 }).WithMessage("Required, with a type and a token.");
            RuleFor(request => request.PaymentData!.Instrument!.Credential!.Token)
                .Must(token => token is { Length: > 0 and <= LongestToken }).WithMessage($"Required; 1 to {LongestToken} characters.")
                .When(request => request.PaymentData!.Instrument!.Credential is not null);
        });
        RuleFor(request => request.AuthenticationResult!.Outcome)
            .Must(outcome => Outcomes.Contains(outcome, StringComparer.Ordinal))
            .WithMessage($"Required; one of {string.Join(", ", Outcomes)}.")
            .When(request => request.AuthenticationResult is not null);
        RuleFor(request => request.AuthenticationResult!.OutcomeDetails)
            .Must(details => details is
            {
                ThreeDsCryptogram: not null, ElectronicCommerceIndicator: not null, TransactionId: not null, Version: not null,
            })
            .WithMessage("Required with this outcome.")
            .When(request => request.AuthenticationResult?.Outcome is "authenticated" or "informational" or "attempt_acknowledged");
        RuleFor(request => request.Buyer!).SetValidator(new BuyerBodyValidator()).When(request => request.Buyer is not null);
    }
}

using Checkout.Contracts;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>What must hold for a checkout that a merchant creates.</summary>
internal sealed class CreateCheckoutValidator : AbstractValidator<CreateCheckoutRequest>
{
    public static readonly string[] ItemTypes = ["Product", "DeliveryFee", "Voucher"];
    public static readonly string[] DeliveryTypes = ["Onehour", "Specific"];

    // The vendor's own spelling.
    public static readonly string[] LocationTypes = ["Car", "Consumer", "Beneficary"];

    private const int MaxItems = 100;
    private const int MaxQuantity = 1_000;
    private const long MaxAmount = 1_000_000_000;
    private const int MaxText = 500;
    private const int MaxUrl = 2_000;

    public CreateCheckoutValidator()
    {
        RuleFor(request => request.RetailerReferenceId)
            .Must(id => id is null || (id.Length > 0 && IsText(id))).WithMessage($"When given: 1 to {MaxText} characters, no control characters.");
        RuleFor(request => request.Currency)
            .Must(code => CurrencyNumbers.TryGetLetters(code, out _)).WithMessage("Required; ISO 4217, upper-case letters or three digits.");
        RuleFor(request => request.ReturnUrl).Must(IsUrl).WithMessage("Required; an absolute http or https URL.");
        RuleFor(request => request.CheckoutItems)
            .Must(items => items is { Count: <= MaxItems } && items.Any(item => item is not null && IsType(item, 0)))
            .WithMessage($"Required; at most {MaxItems}, one of them a Product.");
        RuleForEach(request => request.CheckoutItems).NotNull().WithMessage("Must not be null.").SetValidator(new ItemRules()!);
        RuleFor(request => request.CheckoutItems)
            .Must(items => items!.Sum(item => item?.Amount ?? 0) > 0)
            .When(request => request.CheckoutItems is { Count: > 0 and <= MaxItems }).WithMessage("There must be something left to pay.");
        RuleFor(request => request.Consumer!.Email).Must(PayerRules.IsEmail).When(request => request.Consumer is not null)
            .WithMessage(PayerRules.EmailRule);
        RuleFor(request => request.Consumer!).Must(who => AreTexts(who.FirstName, who.LastName, who.PhoneNumber))
            .When(request => request.Consumer is not null).WithMessage(TextRule);
        RuleFor(request => request.Delivery!).Must(to => AreTexts(to.FirstName, to.LastName, to.PhoneNumber, to.Street, to.PostalCode, to.City))
            .When(request => request.Delivery is not null).WithMessage(TextRule);
        RuleFor(request => request.Delivery!.DeliveryLocationType).Must(type => IsOneOf(type, LocationTypes))
            .When(request => request.Delivery is not null).WithMessage($"When given: {string.Join(", ", LocationTypes)}.");
        RuleFor(request => request.UrberMessage).Must(IsText).WithMessage(TextRule);
        RuleFor(request => request.DeliveryType).Must(type => IsOneOf(type, DeliveryTypes))
            .WithMessage($"When given: {string.Join(", ", DeliveryTypes)}.");
        RuleFor(request => request.DeliveryExpectedAt).NotNull()
            .When(request => IsSame(request.DeliveryType, DeliveryTypes[1])).WithMessage("Required when delivery_type is Specific.");
    }

    private static string TextRule => $"At most {MaxText} characters each, no control characters.";

    private static bool IsOneOf(string? text, string[] names) => text is null || names.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool IsType(NewCheckoutItem item, int index) => IsSame(item.Type ?? ItemTypes[0], ItemTypes[index]);

    private static bool IsSame(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool AreTexts(params string?[] texts) => texts.All(IsText);

    private static bool IsText(string? text) => text is null || (text.Length <= MaxText && !text.Any(char.IsControl));

    private static bool IsUrl(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https" && url.Length <= MaxUrl;

    private sealed class ItemRules : AbstractValidator<NewCheckoutItem>
    {
        public ItemRules()
        {
            RuleFor(item => item.Name).Must(name => !string.IsNullOrEmpty(name) && IsText(name)).WithMessage($"Required; {TextRule}");
            RuleFor(item => item.Type).Must(type => IsOneOf(type, ItemTypes)).WithMessage($"When given: {string.Join(", ", ItemTypes)}.");
            RuleFor(item => item.ReferenceId).Must(Identifier.IsValid).When(item => IsType(item, 0))
                .WithMessage($"Required for a Product; {Identifier.Rule}.");
            RuleFor(item => item.Quantity).Must(quantity => quantity is null or (>= 1 and <= MaxQuantity))
                .WithMessage($"1 to {MaxQuantity}; 1 when left out.");
            RuleFor(item => item.VatRate).Must(rate => rate is null or (>= 0 and <= 10_000)).WithMessage("0 to 10000, hundredths of a percent.");
            RuleFor(item => item.Amount).NotNull().WithMessage("Required; cents including VAT.");
            RuleFor(item => item.Amount).Must(amount => amount is >= -MaxAmount and <= 0).When(item => item.Amount is not null && IsType(item, 2))
                .WithMessage("A Voucher lowers the total: 0 or less.");
            RuleFor(item => item.Amount).Must(amount => amount is >= 0 and <= MaxAmount).When(item => item.Amount is not null && !IsType(item, 2))
                .WithMessage($"0 to {MaxAmount}.");
            RuleFor(item => item.Amount).Must((item, amount) => amount % item.Quantity == 0).When(item => item is { Amount: not null, Quantity: > 0 })
                .WithMessage("Must be divisible by quantity.");
        }
    }
}

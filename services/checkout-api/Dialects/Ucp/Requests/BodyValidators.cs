using FluentValidation;

namespace Checkout.Api.Dialects.Ucp.Requests;

/// <summary>What the protocol's schema demands of a body of create and update, and bounds that keep a checkout readable.</summary>
internal sealed class CheckoutBodyValidator : AbstractValidator<CheckoutBody>
{
    private const int MostLines = 100;
    private const int LargestQuantity = 1_000;
    private const int LongestId = 128;
    private const int MostCodes = 10;

    public CheckoutBodyValidator()
    {
        RuleFor(body => body.LineItems)
            .Must(lines => lines is { Count: <= MostLines }).WithMessage($"Required; at most {MostLines} line items.");
        RuleForEach(body => body.LineItems).NotNull().WithMessage("Must be an object.").ChildRules(line =>
        {
            line.RuleFor(it => it.Item).NotNull().WithMessage("Required.");
            line.RuleFor(it => it.Item!.Id).Must(IsId).WithMessage("Required; the identifier of an item.").When(it => it.Item is not null);
            line.RuleFor(it => it.Quantity)
                .Must(quantity => quantity is >= 1 and <= LargestQuantity).WithMessage($"Required; 1 to {LargestQuantity}.");
            line.RuleFor(it => it.Id).Must(id => id is null || IsId(id)).WithMessage($"When given: 1 to {LongestId} characters.");
        });
        RuleFor(body => body.LineItems)
            .Must(lines => lines!.Where(line => line?.Id is not null).GroupBy(line => line.Id, StringComparer.Ordinal).All(same => same.Count() == 1))
            .WithMessage("Each 'id' names one line item.").When(body => body.LineItems is not null);
        RuleForEach(body => body.Fulfillment!.Methods).NotNull().WithMessage("Must be an object.")
            .Must(method => method?.Type is null or "shipping" or "pickup").WithMessage("'type' is shipping or pickup.")
            .When(body => body.Fulfillment is not null);
        RuleFor(body => body.Discounts!.Codes)
            .Must(codes => codes is null || (codes.Count <= MostCodes && codes.All(code => code is not null)))
            .WithMessage($"At most {MostCodes} codes.").When(body => body.Discounts is not null);
        RuleFor(body => body.Payment!).SetValidator(new PaymentBodyValidator()).When(body => body.Payment is not null);
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= LongestId };
}

/// <summary>The same for complete.</summary>
internal sealed class CompleteBodyValidator : AbstractValidator<CompleteBody>
{
    public CompleteBodyValidator()
    {
        RuleFor(body => body.Payment).NotNull().WithMessage("Required.");
        RuleFor(body => body.Payment!).SetValidator(new PaymentBodyValidator()).When(body => body.Payment is not null);
    }
}

/// <summary>The same for the instruments of either.</summary>
internal sealed class PaymentBodyValidator : AbstractValidator<PaymentBody>
{
    private const int MostInstruments = 10;
    private const int LongestName = 128;

    public PaymentBodyValidator()
    {
        RuleFor(payment => payment.Instruments)
            .Must(instruments => instruments is null or { Count: <= MostInstruments }).WithMessage($"At most {MostInstruments} instruments.");
        RuleForEach(payment => payment.Instruments).NotNull().WithMessage("Must be an object.").ChildRules(instrument =>
        {
            instrument.RuleFor(it => it.Id).Must(IsName).WithMessage("Required.");
            instrument.RuleFor(it => it.HandlerId).Must(IsName).WithMessage("Required.");
            instrument.RuleFor(it => it.Type).Must(IsName).WithMessage("Required.");
            instrument.RuleFor(it => it.Credential!.Type).Must(IsName).WithMessage("Required.").When(it => it.Credential is not null);
        });
    }

    private static bool IsName(string? name) => name is { Length: > 0 and <= LongestName };
}

/// <summary>The same for tokenize.</summary>
internal sealed class TokenizeBodyValidator : AbstractValidator<TokenizeBody>
{
    public TokenizeBodyValidator()
    {
        RuleFor(body => body.Credential).NotNull().WithMessage("Required.");
        RuleFor(body => body.Binding).NotNull().WithMessage("Required.");
        RuleFor(body => body.Binding!.CheckoutId).NotEmpty().WithMessage("Required.").When(body => body.Binding is not null);
    }
}

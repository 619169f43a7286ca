using Checkout.Api.Checkouts.Submission;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.Acp.Delegation;

/// <summary>The rules for a card that is delegated. No message repeats a value.</summary>
internal sealed class DelegatePaymentRequestValidator : AbstractValidator<DelegatePaymentRequest>
{
    private const int LongestIin = 8;
    private const int LongestText = 256;
    private const int MaxNotes = 50;
    private static readonly string[] Checks = ["avs", "cvv", "ani", "auth0"];

    public DelegatePaymentRequestValidator(TimeProvider time)
    {
        RuleFor(request => request.PaymentMethod).NotNull().WithMessage("Required.");
        When(request => request.PaymentMethod is not null, () => ForCard(time));
        RuleFor(request => request.Allowance).NotNull().WithMessage("Required.");
        When(request => request.Allowance is not null, () => ForAllowance(time));
        RuleFor(request => request.BillingAddress!).SetValidator(new AddressBodyValidator())
            .When(request => request.BillingAddress is not null);
        RuleFor(request => request.RiskSignals).Must(signals => signals is { Count: > 0 }).WithMessage("Required; one or more.");
        RuleForEach(request => request.RiskSignals).Must(signal => signal is { Type: "card_testing", Score: not null, Action: not null })
            .WithMessage("Each has the type card_testing, a score and an action.");
        RuleForEach(request => request.RiskSignals).Must(signal => signal?.Action is null or "manual_review" or "authorized")
            .WithMessage("A card that is blocked is not taken; else the action is manual_review or authorized.");
        RuleFor(request => request.Metadata).Must(AreNotes)
            .WithMessage($"Required; at most {MaxNotes} strings of at most {LongestText} characters.");
    }

    private void ForCard(TimeProvider time)
    {
        RuleFor(request => request.PaymentMethod!.Type).Must(type => type is "card").WithMessage("Required; card.");
        RuleFor(request => request.PaymentMethod!.NumberKind)
            .Must(type => type is "fpan").WithMessage("Required; only fpan is taken.").OverridePropertyName("PaymentMethod.CardNumberType");
        RuleFor(request => request.PaymentMethod!.Number)
            .Must(CardRules.IsNumber).WithMessage("Required; 12 to 19 digits with a valid check digit.");
        RuleFor(request => request.PaymentMethod!.ExpMonth)
            .Must((request, _) => FreshCardValidator.MonthOf(request.PaymentMethod!.Month) is not null).WithMessage("Required; 01 to 12.");
        RuleFor(request => request.PaymentMethod!.ExpYear)
            .Must((request, _) => IsGood(request.PaymentMethod!, time))
            .WithMessage("Required; four digits, and the card must not have expired.");
        RuleFor(request => request.PaymentMethod!.Cvc).Must(CardRules.IsSecurityCode).WithMessage("Required; 3 or 4 digits.");
        RuleFor(request => request.PaymentMethod!.Name)
            .Must((request, _) => !string.IsNullOrWhiteSpace(request.HolderName) && CardRules.IsHarmlessText(request.HolderName))
            .WithMessage($"Required, here or in the billing address; at most {CardRules.MaxTextLength} characters, no card number.");
        RuleFor(request => request.PaymentMethod!.ChecksPerformed)
            .Must(checks => checks?.All(check => Checks.Contains(check, StringComparer.Ordinal)) != false)
            .WithMessage($"Each is one of {string.Join(", ", Checks)}.");
        RuleFor(request => request.PaymentMethod!.Iin)
            .Must(iin => iin is null || (iin.Length <= LongestIin && iin.All(char.IsAsciiDigit)))
            .WithMessage($"At most {LongestIin} digits.");
        RuleFor(request => request.PaymentMethod!.DisplayCardFundingType)
            .Must(type => type is "credit" or "debit" or "prepaid").WithMessage("Required; credit, debit or prepaid.");
        RuleFor(request => request.PaymentMethod!.DisplayLast4)
            .Must(digits => digits is null || (digits.Length <= 4 && digits.All(char.IsAsciiDigit))).WithMessage("At most four digits.");
        RuleFor(request => request.PaymentMethod!.EciValue).Must(eci => eci is null or { Length: <= 2 })
            .WithMessage("At most two characters.");
        RuleFor(request => request.PaymentMethod!.Metadata).Must(AreNotes).WithMessage("Required; strings.");
    }

    private void ForAllowance(TimeProvider time)
    {
        RuleFor(request => request.Allowance!.Reason).Must(reason => reason is "one_time").WithMessage("Required; one_time.");
        RuleFor(request => request.Allowance!.MaxAmount).Must(amount => amount is >= 0)
            .WithMessage("Required; minor units, not less than 0.");
        RuleFor(request => request.Allowance!.Currency)
            .Must(currency => currency is { Length: 3 } && currency.All(char.IsAsciiLetterLower))
            .WithMessage("Required; ISO 4217, lower case.");
        RuleFor(request => request.Allowance!.CheckoutSessionId)
            .Must(id => id is { Length: > 0 and <= LongestText }).WithMessage("Required.");
        RuleFor(request => request.Allowance!.MerchantId)
            .Must(id => id is { Length: > 0 and <= LongestText }).WithMessage($"Required; at most {LongestText} characters.");
        RuleFor(request => request.Allowance!.ExpiresAt)
            .Must(end => end > time.GetUtcNow()).WithMessage("Required; an RFC 3339 time that lies ahead.");
    }

    private static bool IsGood(DelegatedCard card, TimeProvider time) =>
        CardRules.IsGood(FreshCardValidator.YearOf(card.ExpYear) ?? 0, FreshCardValidator.MonthOf(card.Month) ?? 1, time.GetUtcNow());

    private static bool AreNotes(IReadOnlyDictionary<string, string?>? notes) => notes is { Count: <= MaxNotes }
        && notes.All(note => note.Key.Length <= LongestText && note.Value is { Length: <= LongestText });
}

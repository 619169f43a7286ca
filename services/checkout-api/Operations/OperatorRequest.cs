using System.ComponentModel.DataAnnotations;
using Checkout.Contracts.Operations;
using FluentValidation;

namespace Checkout.Api.Operations;

/// <summary>Body of an operator's action.</summary>
/// <param name="Operator">Who acts, e.g. a login name; it is written down with the order.</param>
/// <param name="Reason">Why; it is written down too. No card data.</param>
internal sealed record OperatorRequest([property: Required] string? Operator, [property: Required] string? Reason);

/// <summary>The rules for it.</summary>
internal sealed class OperatorRequestValidator : AbstractValidator<OperatorRequest>
{
    private const int LongestName = 100;
    private const int LongestReason = 500;

    public OperatorRequestValidator()
    {
        RuleFor(request => request.Operator).Must(name => IsText(name, LongestName))
            .WithMessage($"Required; at most {LongestName} characters, none of them a control character.");
        RuleFor(request => request.Reason).Must(reason => IsText(reason, LongestReason))
            .WithMessage($"Required; at most {LongestReason} characters, none of them a control character.");
    }

    private static bool IsText(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);
}

/// <summary>The operators' queue.</summary>
/// <param name="Orders">The oldest first.</param>
internal sealed record StuckOrderList(IReadOnlyList<StuckEntry> Orders);

/// <summary>How an order went.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="Phase">Its stage now.</param>
/// <param name="Entries">Every step, attempt, answer and event, oldest first.</param>
internal sealed record TimelineResult(string TrackingNumber, string Phase, IReadOnlyList<TimelineEntry> Entries);

using Checkout.Api.Requests;
using Checkout.Contracts;
using FluentValidation;

namespace Checkout.Api.StoredMethods;

/// <summary>Names a stored method: in the query string, or as the body of a call that changes it.</summary>
/// <param name="PaymentMethodUrn">The method.</param>
/// <param name="CustomerUrn">Its customer; when given, it has to be the right one.</param>
internal sealed record MethodRequest([property: Alias("P")] string? PaymentMethodUrn, [property: Alias("C")] string? CustomerUrn)
{
    /// <summary>The query string's <c>p</c> or <c>paymentMethodUrn</c>, <c>c</c> or <c>customerUrn</c>.</summary>
    public static MethodRequest From(IQueryCollection query) => new(
        Value(query, "p") ?? Value(query, "paymentMethodUrn"), Value(query, "c") ?? Value(query, "customerUrn"));

    private static string? Value(IQueryCollection query, string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
}

/// <summary>The rules for naming a method.</summary>
internal sealed class MethodRequestValidator : AbstractValidator<MethodRequest>
{
    public MethodRequestValidator()
    {
        RuleFor(request => request.PaymentMethodUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
        RuleFor(request => request.CustomerUrn)
            .Must(urn => urn is null || Identifier.IsValid(urn)).WithMessage($"When given: {Identifier.Rule}.");
    }
}
